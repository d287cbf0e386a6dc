// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

namespace numeral::cli {

/// Replaces control characters: names come from files and could contain terminal escape sequences.
inline std::string printable(std::string name)
{
    std::replace_if(
        name.begin(), name.end(), [](unsigned char byte) { return byte < ' ' || byte == 0x7F; },
        ' ');
    return name;
}

} // namespace numeral::cli
