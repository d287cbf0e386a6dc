// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

namespace numeral {

/// The only function that the library exports, as `torchEntryName` with C linkage.
using TorchEntry = void(const Weights& initial, const EngineOptions& options,
    Result<std::unique_ptr<TrainingEngine>>& engine);

inline constexpr const char* torchEntryName = "numeral_make_torch_engine";

} // namespace numeral
