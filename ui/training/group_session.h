// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/job_tracker.h"
#include "ui/training/group_mailbox.h"
#include "ui/training/training_job.h"

#include <QTimer>

#include <memory>

namespace numeral::ui {

/// The same settings, on the same data, from several seeds.
struct GroupPart {
    std::string title; ///< of a new group in the history
    std::optional<GroupId> id; ///< of the group that the runs join, if they are no new one
    std::vector<TrainingConfig> configs;
    std::shared_ptr<const Dataset> dataset;
};

/// Trains one group of runs or several, several runs at once, and keeps them in the history. All
/// signals are emitted on the GUI thread, at most about 30 times a second.
class GroupSession final : public TrainingJob {
    Q_OBJECT

public:
    enum class RunState { Waiting, Training, Paused, Stopping, Ended };

    /// A run of the group, as far as it has got.
    struct Run {
        std::size_t part = 0; ///< of the parts
        TrainingConfig config; ///< as it is trained with
        std::optional<RunId> id; ///< under which the history keeps it, once it has begun
        RunState state = RunState::Waiting;
        std::vector<EpochFigures> epochs;
        /// Of one that has ended; nothing if it was left out.
        std::optional<Result<TrainingResult>> result = {};

        /// Of one that has ended by itself and was tested; of others it would mislead.
        std::optional<double> testAccuracy() const;
    };

    explicit GroupSession(EngineSource engineSource, QObject* parent = nullptr);

    /// Abandons the current group, if any, and waits for it to end.
    ~GroupSession() override;

    /// How a group is trained.
    struct Options {
        int jobs = 1; ///< runs at once, ≥ 1
        std::optional<StoppingMetric> halving; ///< bad runs end early, judged by it
        std::optional<double> minutes; ///< after which it is stopped
        /// With halving, epochs of runs that were trained before, which they are compared to, too.
        std::vector<std::vector<EpochFigures>> former = {};
    };

    /// Starts the parts, one at least, seed by seed, so that a stop leaves pairs; only while idle.
    void start(std::vector<GroupPart> parts, const Options& options);
    void start(std::vector<GroupPart> parts, int jobs)
    {
        start(std::move(parts), Options{jobs, {}, {}, {}});
    }

    /// Pauses or resumes one run, which goes on occupying its thread.
    void setRunPaused(std::size_t run, bool isPaused);
    /// Ends one run, which keeps what it has learnt; one that waits is left out.
    void stopRun(std::size_t run);

    const std::vector<Run>& runs() const { return m_runs; }
    std::size_t endedRuns() const;
    /// With the numbers of the groups under which the history keeps the runs, once they are known.
    const std::vector<GroupPart>& parts() const { return m_parts; }

Q_SIGNALS:
    /// A group begins; no more signals of the previous one follow.
    void starting();
    /// Runs have begun, learnt, or ended.
    void progressed();
    /// All runs have ended, or were left out after a stop.
    void finished();
    /// Runs aren't kept among the user's runs. They go on all the same.
    void notKept(const numeral::Error& error);

private:
    void requestPause() override { m_control->pause(); }
    void requestResume() override { m_control->resume(); }
    void requestStop() override { m_control->stop(); }
    void requestAbandonment() override { m_control->abandon(); }
    void deliver();

    EngineSource m_engineSource;
    QTimer m_delivery; ///< limits the rate of deliveries
    QTimer m_deadline;
    std::vector<Run> m_runs;
    std::vector<GroupPart> m_parts;
    std::shared_ptr<GroupControl> m_control;
    std::shared_ptr<GroupMailbox> m_mailbox;
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
