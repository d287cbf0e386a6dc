// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/group_recorder.h"

namespace numeral {

GroupRecorder::GroupRecorder(RunHistory& history, std::span<const GroupId> groups,
    std::span<const PlannedRun> runs, GroupObserver& next)
    : m_history(history)
    , m_groups(groups)
    , m_runs(runs)
    , m_next(next)
{
}

void GroupRecorder::note(const Result<void>& written)
{
    if (!written && !m_fault) {
        m_fault = written.error();
    }
}

std::optional<RunId> GroupRecorder::idOf(std::size_t run) const
{
    const auto id = m_ids.find(run);
    return id == m_ids.end() ? std::nullopt : std::optional(id->second);
}

void GroupRecorder::runStarted(std::size_t run)
{
    const auto& [config, dataset] = m_runs[run];
    const Result<RunId> id = m_history.beginRun(config, *dataset, m_groups[run]);
    if (id) {
        m_ids[run] = *id;
    } else {
        note(tl::unexpected(id.error()));
    }
    m_next.runStarted(run);
}

void GroupRecorder::epochFinished(std::size_t run, const EpochFigures& figures)
{
    if (const auto id = m_ids.find(run); id != m_ids.end()) {
        note(m_history.addEpoch(id->second, figures));
    }
    m_next.epochFinished(run, figures);
}

void GroupRecorder::runEnded(std::size_t run, const Result<TrainingResult>& result)
{
    if (const auto id = m_ids.find(run); id != m_ids.end() && result) {
        note(m_history.endRun(id->second, m_runs[run].config, *m_runs[run].dataset, *result));
    }
    m_next.runEnded(run, result);
}

} // namespace numeral
