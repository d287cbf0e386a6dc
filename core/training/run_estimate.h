// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>

namespace numeral {

/// How long a run will take on this machine, and where the time goes.
struct RunEstimate {
    double drawing = 0; ///< seconds, once before the first epoch
    double deforming = 0; ///< seconds an epoch
    double training = 0; ///< seconds an epoch
    double validating = 0; ///< seconds an epoch
    int epochs = 0; ///< at most so many

    double epoch() const { return deforming + training + validating; }
    double total() const { return drawing + epochs * epoch(); }
};

/// Measures the first batches of a run for a quarter of a second, and throws them away. Asks `goOn`
/// after each; nothing where that says no, or where a batch alone would take far longer. Errors:
/// InvalidSetting, EngineFailed.
Result<std::optional<RunEstimate>> estimateRun(const TrainingConfig& config, const Dataset& dataset,
    std::optional<int> threads, const EngineFactory& makeEngine, const std::function<bool()>& goOn);

} // namespace numeral
