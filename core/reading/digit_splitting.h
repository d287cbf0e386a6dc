// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/digit_groups.h"

#include <functional>

namespace numeral {

/// The negative log-likelihood, in nats, that some ink is one digit; 0 if it certainly is.
using ReadingLoss = std::function<double(const Ink&)>;

/// Returns the digits of a drawing, sorted from left to right, given a model of what digits look
/// like. Starts from the groups of `groupStrokes` and segments each cluster of adjacent groups
/// anew. Its strokes are sorted by the x coordinate of their centres, and all segmentations into
/// runs of at most five strokes are compared: touching digits have a high loss as a whole, and so
/// have the parts of a digit whose strokes don't touch. A fixed cost per digit keeps together what
/// can be one digit, and gaps inside a digit cost as well. Strokes are never cut.
std::vector<DigitInk> segmentDigits(const Ink& ink, const ReadingLoss& readingLoss);

} // namespace numeral
