// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

/// Ranges within which people differ when they draw on a canvas. Lengths are fractions of its side.
struct RedrawingLimits {
    double minSize = 0.15; ///< of the drawing's longer side
    double maxSize = 0.95;
    double slant = 15; ///< degrees either way
    double rotation = 8; ///< degrees either way
    double aspect = 0.25; ///< scales the width by 1/(1 + aspect) to 1 + aspect
    double minPoints = 12; ///< of the whole drawing, by a fast pen
    double maxPoints = 150; ///< by a slow one
    double jitter = 0.004; ///< largest standard deviation of a shaky hand's points
    int pixels = 300; ///< a side of the canvas; points are rounded to them, as a mouse's are

    // Fractions of the drawing's longer side. Most hands have none of these.
    double tremor = 0; ///< largest standard deviation of a trembling hand, which makes lines jagged
    double haste = 0; ///< how much of the way before and after a corner a hasty hand may cut off
    double slowing = 0; ///< a pen may spend as much time in a turn of one radian as on this length
};

/// Changes the limits to those of a random kind of pen: half of them are left as they are, the
/// others tremble, are on a coarse canvas, are very fast, or leave few points.
RedrawingLimits withRandomPen(RedrawingLimits limits, SmallRandom& random);

/// Augmentation: returns the drawing at a random size and place on a canvas from 0 to 1, slanted,
/// rotated and stretched, drawn by a pen of random speed and steadiness. The order of the strokes
/// is kept, their direction is random.
Ink redraw(const Ink& drawing, const RedrawingLimits& limits, SmallRandom& random);

} // namespace numeral
