// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/read_digit.h"

#include <functional>
#include <optional>
#include <vector>

namespace numeral {

/// Reads some ink as one digit; nothing where the network sees nothing of it.
using InkReading = std::function<std::optional<ReadDigit>(const GreyImage& ink)>;

/// The digits in a photo or scan, given as lightness, in reading order, at most 100 of them. What
/// they are read as also tells which ink to read: the dark or the light, which way up the sheet
/// lies, and what is a word or the edge of something. None where nothing is written.
std::vector<ReadDigit> readPicture(const GreyImage& lightness, const InkReading& readInk);

} // namespace numeral
