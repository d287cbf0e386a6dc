// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/run_recorder.h"

#include <utility>

namespace numeral {

RunRecorder::RunRecorder(std::filesystem::path file, const Dataset& dataset, TrainingObserver& next)
    : ForwardingObserver(next)
    , m_file(std::move(file))
    , m_dataset(dataset)
{
}

void RunRecorder::note(const Result<void>& written)
{
    if (!written && !m_fault) {
        m_fault = written.error();
    }
}

void RunRecorder::end(const Result<TrainingResult>& result)
{
    if (m_run && result) {
        note(m_history->endRun(*m_run, m_config, m_dataset, *result));
    }
}

void RunRecorder::runStarted(const RunStart& start)
{
    m_config = start.config;
    Result<RunHistory> history = RunHistory::open(m_file);
    const Result<RunId> run = history ? history->beginRun(m_config, m_dataset)
                                      : Result<RunId>(tl::unexpected(history.error()));
    if (run) {
        m_history = std::move(*history);
        m_run = *run;
    } else {
        note(tl::unexpected(run.error()));
    }
    ForwardingObserver::runStarted(start);
}

void RunRecorder::epochFinished(const EpochFigures& figures)
{
    if (m_run) {
        note(m_history->addEpoch(*m_run, figures));
    }
    ForwardingObserver::epochFinished(figures);
}

} // namespace numeral
