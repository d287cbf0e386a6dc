// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"
#include "core/ink/ink.h"

#include <vector>

namespace numeral {

/// One of the digits of a drawing.
struct DigitInk {
    Ink ink; ///< its strokes; `groupStrokes` keeps the order in which they were drawn
    Box box; ///< bounding box of their points
    bool isNewest = false; ///< contains the drawing's last stroke
};

/// Groups the strokes of a drawing into digits, sorted from left to right. Strokes that touch, or
/// nearly do, or lie close above one another, belong to the same digit.
std::vector<DigitInk> groupStrokes(const Ink& ink);

} // namespace numeral
