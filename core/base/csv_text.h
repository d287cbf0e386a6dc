// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace numeral {

/// Returns a line of a table (RFC 4180, with a line feed at its end): the fields, those in
/// quotation marks that contain one, a separator or a line break. `separator` is a comma or, for
/// what is pasted into a spreadsheet, a tab.
std::string csvLine(std::initializer_list<std::string_view> fields, char separator = ',');
std::string csvLineOf(std::span<const std::string> fields, char separator = ',');

} // namespace numeral
