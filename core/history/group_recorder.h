// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "core/training/run_group.h"

#include <map>
#include <optional>
#include <span>

namespace numeral {

/// Forwards a group's events to another observer, and keeps its runs in the history as they go.
/// What can't be written doesn't end the training: `fault` says so afterwards. The constructor's
/// arguments must outlive it. `groups` has the group of each run.
class GroupRecorder final : public GroupObserver {
public:
    GroupRecorder(RunHistory& history, std::span<const GroupId> groups,
        std::span<const PlannedRun> runs, GroupObserver& next);

    /// Why runs are missing from the history, if any are: the first error.
    const std::optional<Error>& fault() const { return m_fault; }

    /// Under which the history keeps a run that has begun; nothing if it doesn't. To be called by
    /// the next observer, or after the training.
    std::optional<RunId> idOf(std::size_t run) const;

    void runStarted(std::size_t run) override;
    void epochFinished(std::size_t run, const EpochFigures& figures) override;
    void runEnded(std::size_t run, const Result<TrainingResult>& result) override;

private:
    void note(const Result<void>& written);

    RunHistory& m_history;
    std::span<const GroupId> m_groups;
    std::span<const PlannedRun> m_runs;
    GroupObserver& m_next;
    std::map<std::size_t, RunId> m_ids; ///< of the runs that are kept
    std::optional<Error> m_fault;
};

} // namespace numeral
