// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"
#include "core/training/fine_tuning.h"
#include "ui/base/job_tracker.h"
#include "ui/training/training_session.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace numeral::ui {

/// The network to fine-tune, and the data to use.
struct LessonPlan {
    WeightsSnapshot
        currentWeights; ///< weights in use now: the baseline that is scored before the lesson
    Model startModel; ///< starting point: the same network, or the one before earlier lessons
    std::vector<InkRecord> drawings; ///< labelled
    std::shared_ptr<const Dataset> rehearsalData; ///< null: letters drawn by our pen
};

/// Fine-tunes a network on the user's own drawings, on a thread of its own, one lesson at a time.
/// All signals are emitted on the GUI thread.
class Lesson final : public QObject {
    Q_OBJECT

public:
    explicit Lesson(EngineSource engineSource, QObject* parent = nullptr);

    bool isActive() const { return m_job.latest() != nullptr; }

    /// Starts a lesson; only while none is active.
    void start(const LessonPlan& plan);

    /// Cancels the lesson and drops its result; `stateChanged` follows.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void progressed(double share);
    void finished(const numeral::FineTuningResult& result);
    void failed(const numeral::Error& error);

private:
    using Outcome = Result<std::optional<FineTuningResult>>;

    static Outcome teach(
        const LessonPlan& plan, const EngineSource& engineSource, JobControl& control);
    void finish(const Outcome& outcome);

    EngineSource m_engineSource;
    QTimer m_pollTimer; ///< polls the job's progress
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
