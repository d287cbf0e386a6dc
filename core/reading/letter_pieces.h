// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/digit_groups.h"
#include "core/reading/read_digit.h"

#include <functional>
#include <optional>
#include <vector>

namespace numeral {

/// Joins letters that a pen has left in two pieces, as a K whose arms don't touch its stem: of
/// neighbours, left to right, those that are near each other and read better as one.
std::vector<DigitInk> joinPieces(std::vector<DigitInk> parts,
    const std::function<std::optional<ReadDigit>(const Ink& ink)>& readAsOne);

} // namespace numeral
