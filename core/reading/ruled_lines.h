// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/ink_mask.h"

namespace numeral {

/// What counts as a ruled line, in pixels.
struct LineLimits {
    std::size_t thickest = 2;
    std::size_t shortest = 0; ///< visible length, without gaps
    std::size_t widestGap = 0;
};

/// Removes horizontal or nearly horizontal lines, except where a thicker stroke crosses them.
void removeLevelLines(InkMask& mask, const LineLimits& limits);

/// The same for vertical lines.
void removeUprightLines(InkMask& mask, const LineLimits& limits);

/// Removes the ruled lines of a page: thin lines with a visible length of at least two fifths of
/// the picture's longer side.
void removeRuledLines(InkMask& mask);

} // namespace numeral
