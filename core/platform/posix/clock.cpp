// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/clock.h"

#include <array>
#include <ctime>

namespace numeral::platform {

std::string timeStamp()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d-%H%M%S", &local)};
}

} // namespace numeral::platform
