// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

#include <optional>

namespace numeral {

/// Loads the LibTorch engine, a library of its own beside the program, since LibTorch takes most of
/// a second and 150 MB; only the first call pays. Any thread may call it.
/// Error: EngineUnavailable, with the system's reason.
Result<EngineFactory> loadTorchEngine();

/// How long that took, in seconds; nothing before it has succeeded.
std::optional<double> torchLoadSeconds();

} // namespace numeral
