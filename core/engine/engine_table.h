// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_choice.h"
#include "core/engine/training_engine.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace numeral {

/// An available engine. A new engine is added as a row of the table.
struct EngineInfo {
    EngineChoice choice; ///< never Auto
    std::string_view id; ///< value of the command-line option --engine: "native"
    std::string_view title; ///< "Native"
    std::string_view description; ///< one sentence

    /// Whether the same seed gives bit-identical weights on one machine with any number of threads,
    /// or only with the same number.
    bool bitIdenticalAcrossThreads;

    bool isLoadedOnDemand; ///< it is a library of its own, which the first `load` loads

    /// Returns an error if the engine does not support the run; its text is worded to follow
    /// "since".
    Result<void> (*supports)(const Architecture& network, const EngineOptions& options);

    /// Loads the engine; the first call may take a while. Thread-safe. Error: EngineUnavailable.
    Result<EngineFactory> (*load)();

    /// Returns how long loading took, in seconds; nullopt if it is not loaded or needs no loading.
    std::optional<double> (*loadSeconds)();

    /// Returns what a user should know of it on this machine, once it is loaded: a sentence, or
    /// nothing.
    std::string_view (*remark)();
};

/// Prepares the process for engines that are loaded later. To be called once, before it has
/// threads.
void prepareEngines();

/// Returns all engines, in the order in which `EngineChoice::Auto` tries them.
std::span<const EngineInfo> engineTable();

/// Returns the engine with that id, or nullptr.
const EngineInfo* findEngine(std::string_view id);

/// Provides the engine factory of a run; called on the training thread.
using EngineSource = std::function<Result<EngineFactory>(const EngineInfo& engine)>;

/// The default EngineSource.
Result<EngineFactory> loadEngine(const EngineInfo& engine);

/// The chosen engine, and the reason as a sentence.
struct ChosenEngine {
    const EngineInfo* info = nullptr;
    std::string reason;
};

/// Chooses the engine for a run. Error: InvalidSetting if the wanted engine, or with Auto every
/// engine, does not support it.
Result<ChosenEngine> chooseEngine(
    EngineChoice wanted, const Architecture& network, const EngineOptions& options);

/// Joins the processes that train a network together; waits for them for at most
/// `WorkerPlace::patience`, as long as goesOn() returns true. Errors: EngineUnavailable,
/// EngineFailed.
Result<std::shared_ptr<WorkerGroup>> joinWorkers(
    const WorkerPlace& place, const std::function<bool()>& goesOn);

/// Loads the engine to evaluate or teach a network with. Errors: InvalidSetting, EngineUnavailable.
Result<EngineFactory> engineForNetwork(const Architecture& network,
    const EngineSource& source = loadEngine, EngineChoice wanted = EngineChoice::Auto);

} // namespace numeral
