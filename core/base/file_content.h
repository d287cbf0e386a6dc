// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// How many bytes of a file's beginning `otherContent` looks at.
inline constexpr std::size_t recognisedBytes = 512;

/// For a file that turned out not to be what was expected: recognises by the first bytes what it
/// is instead, such as a web page, a Git LFS pointer, an archive or another program's model.
/// `expected` is the wanted kind with its article, and `format` the one to convert to: "a
/// SafeTensors file", "SafeTensors". Returns a predicate to follow the file's name, without a full
/// stop: "is not a SafeTensors file but an HTML page; the download may have failed". Returns
/// nullopt for unknown content.
std::optional<std::string> otherContent(
    std::string_view beginning, std::string_view expected, std::string_view format);

} // namespace numeral
