// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace numeral::ui {

class TrainingSession;

/// Keeps the keyboard's focus in a panel whose fields and buttons are disabled by a run's start or
/// end. Qt would hand it on to whatever comes next in the window: now it goes to the button that
/// stops the run, and afterwards back to where it was.
class RunFocus final : public QObject {
    Q_OBJECT

public:
    /// `start` and `stop` are buttons in the panel.
    RunFocus(QWidget& panel, const TrainingSession& session, QWidget& start, QWidget& stop);

private:
    void follow(const QWidget* old);
    void restore();

    QWidget& m_panel;
    const TrainingSession& m_session;
    QWidget& m_start;
    QWidget& m_stop;
    QPointer<QWidget> m_before; ///< had the focus when the run started
    bool m_isLost = false; ///< the focus has left the panel, but not by the user's wish
};

} // namespace numeral::ui
