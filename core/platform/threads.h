// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>

namespace numeral::platform {

/// Checks that `count` more threads can run at once, by starting them for a moment: a limit of
/// processes counts threads too, and libraries that start some without looking at the result wait
/// for them for ever. Error: EngineUnavailable, with a sentence that says what to do.
Result<void> checkThreadsCanStart(std::size_t count);

/// The sentence for a thread that could not be started.
inline constexpr const char* noMoreThreads
    = "The system allows no more threads: close other programs, or raise the limit of processes "
      "(ulimit -u).";

} // namespace numeral::platform
