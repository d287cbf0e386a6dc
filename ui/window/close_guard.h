// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace numeral::ui {

class Activity;
class OwnDigits;
class RunKeeper;
class TrainingSession;

/// Asks before the window closes during training, and closes it once the run has ended and its
/// model and the user's digits are on disk. If writing fails, the window stays open and shows the
/// reason.
class CloseGuard final : public QObject {
    Q_OBJECT

public:
    CloseGuard(const Activity& activity, TrainingSession& session, RunKeeper& keeper,
        OwnDigits& digits, QWidget& window);

    /// Returns whether the window may close now. Otherwise the user is asked, during a run, or the
    /// window closes once everything is written.
    bool mayClose();

    /// Keeps the window open: something failed that the user has to see first.
    void cancelClosing();

private:
    void ask();
    void closeIfDone();

    const Activity& m_activity;
    TrainingSession& m_session;
    RunKeeper& m_keeper;
    OwnDigits& m_digits;
    QWidget& m_window;
    bool m_closing = false; ///< close as soon as the run and all writes have ended
    bool m_hasTriedAgain = false; ///< the failed writes of digits were retried
};

} // namespace numeral::ui
