// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

/// How people differ when they draw on a canvas; all lengths as shares of its side.
struct RedrawingLimits {
    double leastSize = 0.15; ///< of the drawing's longer side
    double greatestSize = 0.95;
    double slant = 15; ///< degrees either way
    double rotation = 8; ///< degrees either way
    double aspect = 0.25; ///< width by height, by a factor of 1/(1 + it) to 1 + it
    double fewestPoints = 12; ///< of a fast pen, along the whole drawing
    double mostPoints = 150; ///< of a slow one
    double jitter = 0.004; ///< deviation of a shaky hand's points, at most
    int pixels = 300; ///< of the canvas: points lie on them, as a mouse's do
};

/// Draws strokes anew: at a random size and place on a canvas from 0 to 1, slanted, turned and
/// stretched, by a pen of random speed and steadiness. Strokes are drawn in their order, in either
/// direction.
Ink redraw(const Ink& drawing, const RedrawingLimits& limits, SmallRandom& random);

} // namespace numeral
