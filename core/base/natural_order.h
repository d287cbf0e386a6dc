// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace numeral {

/// Whether name `a` comes before `b` in natural order: numbers within names are compared by their
/// values, "layer2" before "layer10", and all else byte by byte.
bool naturalLess(std::string_view a, std::string_view b);

} // namespace numeral
