// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/clock.h"

#include <array>
#include <ctime>

namespace numeral::platform {

namespace {

std::string formatted(std::time_t time, const char* format)
{
    std::tm local{};
    ::localtime_r(&time, &local);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &local)};
}

} // namespace

std::string timeStamp()
{
    return formatted(std::time(nullptr), "%Y-%m-%d-%H%M%S");
}

std::string localTime(std::int64_t secondsSince1970)
{
    return formatted(static_cast<std::time_t>(secondsSince1970), "%Y-%m-%d %H:%M");
}

} // namespace numeral::platform
