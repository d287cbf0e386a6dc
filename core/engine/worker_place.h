// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/worker_group.h"

#include <functional>
#include <optional>

namespace numeral {

/// Returns the value of an environment variable, or null; such as std::getenv.
using Environment = std::function<const char*(const char* name)>;

/// Returns this process's place as torchrun tells it: RANK, WORLD_SIZE, LOCAL_RANK (0 if it is
/// missing), LOCAL_WORLD_SIZE (1), MASTER_ADDR, MASTER_PORT, and TORCHELASTIC_USE_AGENT_STORE and
/// _RESTART_COUNT. Returns nullopt if it trains alone: there is no WORLD_SIZE, or it is 1. Error:
/// InvalidSetting.
Result<std::optional<WorkerPlace>> workerPlaceFrom(const Environment& environment);

} // namespace numeral
