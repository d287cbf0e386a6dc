// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

namespace numeral {

/// Loads the LibTorch engine, a library of its own beside the program, since LibTorch costs most of
/// a second to load; only the first call pays. Any thread may call it.
/// Error: EngineUnavailable, with the system's reason.
Result<EngineFactory> loadEngine();

} // namespace numeral
