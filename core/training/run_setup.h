// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/engine/engine_table.h"
#include "core/training/training_config.h"

#include <optional>

namespace numeral {

/// What a run begins with.
struct RunSetup {
    Split split;
    WeightsSnapshot initialWeights;
    EngineOptions engine; ///< without the means of the inputs, which take a pass over all images
    std::size_t deformingThreads = 1;
};

/// `threads` ≥ 1 are the most that are used; without a number as many as can pay.
/// Error: InvalidSetting.
Result<RunSetup> prepareRun(
    const TrainingConfig& config, const Dataset& dataset, std::optional<int> threads);

/// The engine that will train, and why.
/// Error: InvalidSetting where none can do what is asked.
Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const MlpSpec& network);
Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const Dataset& dataset);

/// As many threads as there are cores, but none for less than some 10 µs of each step's work.
int sensibleThreads(const MlpSpec& network, std::size_t batchSize);

/// How many threads can work at once, 1–64.
std::size_t usableCores();

} // namespace numeral
