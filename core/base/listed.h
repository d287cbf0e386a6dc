// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Writes names one after the other: "a, b and c".
inline std::string listed(
    const std::vector<std::string>& names, std::string_view beforeLast = " and ")
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) {
            text.append(i + 1 == names.size() ? beforeLast : ", ");
        }
        text.append(names[i]);
    }
    return text;
}

} // namespace numeral
