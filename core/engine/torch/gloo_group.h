// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/worker_group.h"

#include <functional>
#include <memory>

namespace numeral {

/// Joins the other processes; waits for them for at most `WorkerPlace::patience`, as long as
/// goesOn(), which is called every few seconds, returns true. They are connected by TCP, through
/// the network interface named by the environment variable GLOO_SOCKET_IFNAME, or else the one that
/// this machine's name belongs to. Error: EngineFailed.
Result<std::shared_ptr<WorkerGroup>> joinGlooGroup(
    const WorkerPlace& place, const std::function<bool()>& goesOn);

} // namespace numeral
