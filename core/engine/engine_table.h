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

/// An engine that the program has; a new one is a row of the table.
struct EngineInfo {
    EngineChoice choice; ///< never Auto
    std::string_view id; ///< what the terminal program's --engine takes: "native"
    std::string_view title; ///< "Native"
    std::string_view description; ///< one sentence

    /// Whether the same seed gives the same weights, bit for bit, on one machine: with any number
    /// of threads, or only with the same number.
    bool repeatsWithAnyThreads;

    /// An error that says what it can't do, in words that follow "since".
    Result<void> (*supports)(const MlpSpec& network, const EngineOptions& options);

    /// May take a while, the first time; any thread may call it.
    /// Error: EngineUnavailable.
    Result<EngineFactory> (*load)();

    /// How long that took, in seconds; nothing as long as it isn't loaded, or needn't be.
    std::optional<double> (*loadSeconds)();
};

/// In the order in which `EngineChoice::Auto` tries them.
std::span<const EngineInfo> engineTable();

/// The one with that id, or nullptr.
const EngineInfo* findEngine(std::string_view id);

/// Where a run's engine comes from; called on the thread that trains.
using EngineSource = std::function<Result<EngineFactory>(const EngineInfo& engine)>;

/// The usual source.
Result<EngineFactory> loadEngine(const EngineInfo& engine);

/// The engine that will train, and why, as a sentence.
struct ChosenEngine {
    const EngineInfo* info = nullptr;
    std::string reason;
};

/// Error: InvalidSetting where the wanted engine, or each one, can't do what is asked.
Result<ChosenEngine> chooseEngine(
    EngineChoice wanted, const MlpSpec& network, const EngineOptions& options);

} // namespace numeral
