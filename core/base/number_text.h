// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// Parses a decimal number such as 12, -0.5, .5, 5. or 1e-3, independent of the locale. Returns the
/// nearest double, or nullopt if the text is anything else (blanks, group separators, "nan", "0x1")
/// or its number is too large or too small for a double.
std::optional<double> parseReal(std::string_view text);

/// Parses a whole number of decimal digits, with an optional sign: "010" is ten. Returns nullopt if
/// the text is anything else or its number has more than 64 bits.
std::optional<std::int64_t> parseWhole(std::string_view text);

/// Writes a number as in a sentence, with as few digits as tell it apart from others: "0.5", "-3".
std::string shortText(double number);

} // namespace numeral
