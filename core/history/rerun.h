// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"
#include "core/history/run_history.h"

namespace numeral {

/// What is kept of a run that can be repeated.
struct KeptRun {
    RunId id = 0;
    TrainingConfig config;
    std::string data; ///< what provenanceJson told of the data set
    std::vector<EpochFigures> epochs;
    Model model;
};

/// Error: DataMissing if the run has no weights, since it wasn't finished; and as of RunHistory.
Result<KeptRun> keptRun(const RunHistory& history, RunId run);

/// How a run that was repeated compares with the kept one.
struct RerunVerdict {
    int firstDifferentEpoch = 0; ///< 0 if all are the same
    bool areWeightsSame = false;
    std::size_t epochs = 0; ///< of the repeated run
    std::size_t weights = 0;

    /// Bit for bit; but for the time.
    bool isSame() const { return firstDifferentEpoch == 0 && areWeightsSame; }
};

/// Trains a kept run again, on the data set as it is in its files with the edits that the run had,
/// and stops at the first epoch that differs. Blocks until it is done.
/// Errors: ModelMismatch if the data set isn't the one that it was trained on; EngineFailed if it
/// was stopped before all was compared; and as of `train`.
Result<RerunVerdict> rerun(const KeptRun& kept, const Dataset& asInFiles,
    const EngineSource& engines, TrainingObserver& observer, RunControl& control);

} // namespace numeral
