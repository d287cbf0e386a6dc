// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"
#include "core/engine/worker_group.h"

namespace numeral {

/// The functions that the library exports, with C linkage and the names below.

/// Called once, before the others. Returns false if oneDNN computes wrongly and is therefore not
/// used.
using PrepareEntry = bool();

using TorchEntry = void(const Weights& initial, const EngineOptions& options,
    Result<std::unique_ptr<TrainingEngine>>& engine);

using JoinEntry = void(const WorkerPlace& place, const std::function<bool()>& goesOn,
    Result<std::shared_ptr<WorkerGroup>>& group);

inline constexpr const char* prepareEntryName = "numeral_prepare_torch";
inline constexpr const char* torchEntryName = "numeral_make_torch_engine";
inline constexpr const char* joinEntryName = "numeral_join_workers";

} // namespace numeral
