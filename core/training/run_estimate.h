// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/past_runs.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>

namespace numeral {

/// Estimated duration of a run on this machine, and of its phases.
struct RunEstimate {
    double drawing = 0; ///< seconds, once before the first epoch
    double augmenting = 0; ///< seconds per epoch
    double training = 0; ///< seconds per epoch
    double validating = 0; ///< seconds per epoch
    int epochs = 0; ///< the maximum number
    std::optional<UsualRun> usual; ///< what such runs have taken; not measured here

    double epoch() const { return augmenting + training + validating; }
    double total() const { return drawing + epochs * epoch(); }
};

/// Measures the first batches of a run for about a quarter of a second, and discards them. Calls
/// `shouldContinue` after each. Returns nothing if that returns false, or if a single batch would
/// take far longer. Errors: InvalidSetting, EngineFailed.
Result<std::optional<RunEstimate>> estimateRun(const TrainingConfig& config, const Dataset& dataset,
    std::optional<int> threads, const EngineFactory& makeEngine,
    const std::function<bool()>& shouldContinue);

} // namespace numeral
