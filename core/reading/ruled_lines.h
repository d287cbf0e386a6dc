// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/ink_mask.h"

namespace numeral {

/// What counts as a ruled line, in pixels.
struct LineLimits {
    std::size_t thickest = 2;
    std::size_t shortest = 0; ///< of what is seen of it, gaps left out
    std::size_t widestGap = 0;
};

/// Takes away lines from left to right, level or nearly so, wherever they aren't part of something
/// thicker that crosses them.
void removeLevelLines(InkMask& mask, const LineLimits& limits);

/// The same from top to bottom.
void removeUprightLines(InkMask& mask, const LineLimits& limits);

/// The ruled lines of a page: two fifths of the picture's longer side, and thin for it.
void removeRuledLines(InkMask& mask);

} // namespace numeral
