// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "core/training/forwarding_observer.h"

#include <filesystem>
#include <optional>

namespace numeral {

/// Forwards a run's events to another observer, and keeps the run in the history as it goes. What
/// can't be written doesn't end the training: `fault` says so afterwards. Data set and observer
/// must outlive it.
class RunRecorder final : public ForwardingObserver {
public:
    RunRecorder(std::filesystem::path file, const Dataset& dataset, TrainingObserver& next);

    /// Completes the run with what `train` has returned. A run that failed stays unfinished.
    void end(const Result<TrainingResult>& result);

    /// Why the history lacks the run or a part of it, if it does: the first error.
    const std::optional<Error>& fault() const { return m_fault; }

    void runStarted(const RunStart& start) override;
    void epochFinished(const EpochFigures& figures) override;

private:
    void note(const Result<void>& written);

    std::filesystem::path m_file;
    const Dataset& m_dataset;
    TrainingConfig m_config;
    std::optional<RunHistory> m_history; ///< once the run has begun
    std::optional<RunId> m_run; ///< if it is kept
    std::optional<Error> m_fault;
};

} // namespace numeral
