// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/engine/engine_table.h"
#include "core/training/training_config.h"

#include <optional>

namespace numeral {

/// What a run starts with.
struct RunSetup {
    Split split;
    WeightsSnapshot initialWeights;
    EngineOptions engine; ///< without the input means, which take a pass over all images
    std::size_t augmentingThreads = 1;
};

/// Prepares a run. `threads` ≥ 1 limits the threads; without a number, as many as are worthwhile
/// are used, and by each of the `processes` that train on this machine its share of the cores. The
/// data set has only the used classes: see withUsedClasses. Error: InvalidSetting.
Result<RunSetup> prepareRun(const TrainingConfig& config, const Dataset& dataset,
    std::optional<int> threads, int processes = 1);

/// Returns the engine that will train, with the reason. Error: InvalidSetting if none supports the
/// configuration.
Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const Architecture& network);
Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const Dataset& dataset,
    const std::shared_ptr<WorkerGroup>& workers = {});

/// Provides the factory of the engine that will train. Errors: InvalidSetting, EngineUnavailable.
Result<EngineFactory> engineFor(
    const TrainingConfig& config, const Dataset& dataset, const EngineSource& source);

/// Returns the configuration to record with a run: with the engine that trains instead of Auto, and
/// defaults for settings that have no effect.
TrainingConfig asTrained(TrainingConfig config, const Dataset& dataset,
    const std::shared_ptr<WorkerGroup>& workers = {});

/// Returns the configuration for another run like one that was recorded: with Auto where that is
/// what chose the native engine.
TrainingConfig forAnother(TrainingConfig recorded);

/// Number of threads that can run at once, 1–64.
std::size_t usableCores();

/// Returns as many threads as there are cores, but at most one per 10 µs or so of a step's work.
int recommendedThreads(
    const Architecture& network, std::size_t batchSize, std::size_t cores = usableCores());

} // namespace numeral
