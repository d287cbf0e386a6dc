// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

#include <functional>

namespace numeral::ui {

/// Keeps the keyboard's focus with a job whose start and end disable or hide what has it. Qt would
/// hand it on to whatever comes next in the window: now it goes to the button that stops the job,
/// and at the end back to where it was. Where the user has moved it meanwhile, it stays. Works in a
/// window that isn't active, too.
class FocusKeeper final : public QObject {
    Q_OBJECT

public:
    /// `start` and `stop` are the job's buttons.
    FocusKeeper(QWidget& start, QWidget& stop, std::function<bool()> isActive);

    /// Call it when the job's state has changed, before anything is enabled or disabled for it.
    void follow();

private:
    void restore();

    QWidget& m_start;
    QWidget& m_stop;
    std::function<bool()> m_isActive;
    bool m_wasActive = false;
    bool m_isLost = false; ///< the focus is where Qt has put it
    QPointer<QWidget> m_before; ///< had the focus when the job started
    QPointer<QWidget> m_last; ///< had it before the last change
    QPointer<QWidget> m_substitute; ///< Qt's choice while it is lost
};

} // namespace numeral::ui
