// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

namespace numeral {

/// Formats text from a file for an error message: in quotation marks, on one line, and truncated if
/// it is too long.
inline std::string quoted(std::string text)
{
    constexpr std::size_t longest = 60; // bytes
    if (text.size() > longest) {
        std::size_t cut = longest;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) {
            --cut; // never inside a UTF-8 character
        }
        text = text.substr(0, cut) + "…";
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return "“" + text + "”";
}

} // namespace numeral
