// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

#include <functional>
#include <optional>
#include <string_view>

namespace numeral {

/// Loads the LibTorch engine, a separate shared library installed with the program, since loading
/// LibTorch takes most of a second and 150 MB; only the first call pays for it. Thread-safe. Error:
/// EngineUnavailable, with the system's reason.
Result<EngineFactory> loadTorchEngine();

/// Joins the processes that train together, through the same library (see joinWorkers).
Result<std::shared_ptr<WorkerGroup>> joinTorchWorkers(
    const WorkerPlace& place, const std::function<bool()>& goesOn);

/// Returns how long loading took, in seconds; nullopt until it has succeeded.
std::optional<double> torchLoadSeconds();

/// Returns what a user should know of the engine that was loaded: a sentence, or nothing.
std::string_view torchRemark();

} // namespace numeral
