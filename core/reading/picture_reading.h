// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/read_digit.h"

#include <functional>
#include <optional>
#include <vector>

namespace numeral {

/// Reads some ink as one digit; returns nothing if preprocessing finds no ink.
using InkReading = std::function<std::optional<ReadDigit>(const GreyImage& ink)>;

/// Returns the digits of a photo or scan, given as lightness, in reading order, at most 100; none
/// if nothing is written. Their readings also decide whether the ink is dark or light, which way up
/// the sheet lies, and what is a word or the edge of something.
std::vector<ReadDigit> readPicture(const GreyImage& lightness, const InkReading& readInk);

} // namespace numeral
