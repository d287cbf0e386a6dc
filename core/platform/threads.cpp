// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/threads.h"

#include <latch>
#include <system_error>
#include <thread>
#include <vector>

namespace numeral::platform {

Result<void> checkThreadsCanStart(std::size_t count)
{
    std::latch end(1);
    std::vector<std::jthread> threads; // joined before `end` goes
    Result<void> result;
    try {
        for (std::size_t i = 0; i < count; ++i) {
            threads.emplace_back([&end] { end.wait(); });
        }
    } catch (const std::system_error&) {
        result = failure(ErrorCode::EngineUnavailable, noMoreThreads);
    }
    end.count_down();
    return result;
}

} // namespace numeral::platform
