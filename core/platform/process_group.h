// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace numeral::platform {

/// Makes the calling process the leader of a new group, so that it can be ended together with the
/// processes that it starts. Call it between fork and exec: it is async-signal-safe.
void leadProcessGroup();

/// Asks all processes of the group with that leader to end (SIGTERM).
void endProcessGroup(std::int64_t leader);

} // namespace numeral::platform
