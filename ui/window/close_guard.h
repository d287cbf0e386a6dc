// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMessageBox;
class QWidget;

namespace numeral::ui {

class Activity;
class OwnDrawings;
class RunKeeper;
class TrainingJob;

/// Asks before the window closes during training, and closes it once the run has ended and its
/// model and the user's digits are on disk. What could not be written is tried again whenever the
/// window is to close; if that fails again, the window closes only if the user gives it up.
class CloseGuard final : public QObject {
    Q_OBJECT

public:
    CloseGuard(const Activity& activity, TrainingJob& run, TrainingJob& group, RunKeeper& keeper,
        OwnDrawings& digits, QWidget& window);

    /// Returns whether the window may close now. Otherwise the user is asked, or the window closes
    /// once everything is written.
    bool mayClose();

    /// Keeps the window open: something failed that the user has to see first.
    void cancelClosing();

private:
    bool hasUnsaved() const;
    void retryFailedWrites();
    void continueClosing();
    void askAboutTraining();
    void askAboutUnsaved();
    void showThatTrainingEnded();
    QMessageBox* question() const;
    QMessageBox* makeQuestion(const QString& text, const QString& information);

    const Activity& m_activity;
    TrainingJob& m_run;
    TrainingJob& m_group;
    RunKeeper& m_keeper;
    OwnDrawings& m_drawings;
    QWidget& m_window;
    bool m_closing = false; ///< close as soon as the run and all writes have ended
    bool m_isRetrying = false; ///< what could not be written is tried again, to close after that
    bool m_givesUp = false; ///< the user quits without saving
};

} // namespace numeral::ui
