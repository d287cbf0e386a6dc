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

/// Who is taught, and with what.
struct LessonPlan {
    WeightsSnapshot now; ///< that are in use: what the lesson has to be better than
    Model start; ///< what the lesson starts from: the same, or what it was before other lessons
    std::vector<InkRecord> drawings; ///< labelled 0–9
    std::shared_ptr<const Dataset> rehearsed;
};

/// Teaches a network the user's own digits, on a thread of its own: one lesson at a time. All
/// signals come on the window's thread.
class Lesson final : public QObject {
    Q_OBJECT

public:
    explicit Lesson(EngineSource engineSource, QObject* parent = nullptr);

    bool isActive() const { return m_job.latest() != nullptr; }

    /// Only while none goes on.
    void start(const LessonPlan& plan);

    /// Nothing comes of the lesson; `stateChanged` follows.
    void breakOff();

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
    QTimer m_look; ///< at how far it has got
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
