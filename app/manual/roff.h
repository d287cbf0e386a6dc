// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// Pieces of a manual page, in the macros of man(7). Texts are UTF-8.

namespace numeral::manual {

/// The text so that it is printed as it is: hyphens can be searched for and copied, and no line is
/// taken for a request.
std::string escaped(const std::string& text);

/// The page's first lines: title line, name and summary. `summary` is a sentence without its full
/// stop.
std::string pageHead(
    const std::string& program, const std::string& version, const std::string& summary);

std::string section(const std::string& title);
std::string subsection(const std::string& title);

/// An option or argument and what it does.
std::string entry(const std::string& term, const std::string& description);

} // namespace numeral::manual
