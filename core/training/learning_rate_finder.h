// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/engine_table.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>
#include <vector>

namespace numeral {

/// What came of trying learning rates.
struct LearningRateSearch {
    std::vector<double> rates; ///< one a step, ascending
    std::vector<double> losses; ///< training loss at each, smoothed by an exponential moving
                                ///< average with bias correction
    double suggestion = 0; ///< where the loss falls the fastest, to two digits
};

/// Tries learning rates from the least to the greatest that the setting takes (Smith 2017,
/// "Cyclical Learning Rates for Training Neural Networks", section 3.3): one step each with a rate
/// that grows exponentially, until the loss is four times its least. It trains a network of its
/// own, from the configuration's first weights, without pen drawings and outliers; no other is
/// touched. Takes about 200 steps. Returns nothing if `shouldContinue` returned false. Errors:
/// InvalidSetting, EngineFailed.
Result<std::optional<LearningRateSearch>> searchLearningRate(const TrainingConfig& config,
    const Dataset& dataset, const EngineFactory& makeEngine,
    const std::function<bool()>& shouldContinue);

} // namespace numeral
