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

/// Writes at most so many names, and how many more there are: "a, b and 3 more".
inline std::string listedSome(
    std::vector<std::string> names, std::size_t most, std::string_view beforeLast = " and ")
{
    if (names.size() > most + 1) { // one more is as short as its name
        const std::size_t more = names.size() - most;
        names.resize(most);
        names.push_back(std::to_string(more) + " more");
    }
    return listed(names, beforeLast);
}

} // namespace numeral
