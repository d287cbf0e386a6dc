// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace numeral::ui {

class Activity;
class OwnDigits;
class RunKeeper;
class TrainingSession;

/// Asks before the window closes in mid-training, and closes it once the run has ended and what it
/// has learnt is on the disk, and the user's digits. Where that can't be written the window stays,
/// with the reason.
class CloseGuard final : public QObject {
    Q_OBJECT

public:
    CloseGuard(const Activity& activity, TrainingSession& session, RunKeeper& keeper,
        OwnDigits& digits, QWidget& window);

    /// True where the window may close now; otherwise the user is asked.
    bool mayClose();

private:
    void ask();
    void closeIfDone();

    const Activity& m_activity;
    TrainingSession& m_session;
    RunKeeper& m_keeper;
    OwnDigits& m_digits;
    QWidget& m_window;
    bool m_closing = false; ///< the answer was given, the run is ending
    bool m_hasTriedAgain = false; ///< to write the user's digits
};

} // namespace numeral::ui
