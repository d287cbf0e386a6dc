// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/ink_mask.h"

namespace numeral {

/// What counts as a ruled line, in pixels.
struct LineLimits {
    std::size_t maxThickness = 2;
    std::size_t minLength = 0; ///< visible length, without gaps
    std::size_t maxGap = 0;
};

/// Removes horizontal or nearly horizontal lines, except where a thicker stroke crosses them.
void removeHorizontalLines(InkMask& mask, const LineLimits& limits);

/// The same for vertical lines.
void removeVerticalLines(InkMask& mask, const LineLimits& limits);

/// Removes the ruled lines of a page: thin lines with a visible length of at least two fifths of
/// the picture's longer side.
void removeRuledLines(InkMask& mask);

} // namespace numeral
