// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace numeral {

/// Writes how many there are: "1 image", "0 images", "2 images"; for a noun with another plural
/// than -s, counted(2, "class", "classes").
inline std::string counted(
    std::uint64_t number, std::string_view singular, std::string_view plural = {})
{
    std::string text = std::to_string(number) + ' ';
    if (number == 1) {
        return text.append(singular);
    }
    return plural.empty() ? text.append(singular) + 's' : text.append(plural);
}

} // namespace numeral
