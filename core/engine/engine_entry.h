// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

namespace numeral {

/// The one function that an engine's library exports, under `engineEntryName` with C linkage.
using EngineEntry = void(const Weights& initial, const EngineOptions& options,
    Result<std::unique_ptr<TrainingEngine>>& engine);

inline constexpr const char* engineEntryName = "numeral_make_engine";

} // namespace numeral
