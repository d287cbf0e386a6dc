// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"
#include "core/ink/ink.h"

#include <vector>

namespace numeral {

/// One of the digits of a drawing.
struct DigitInk {
    Ink ink; ///< its strokes, in the order in which they were drawn
    Box box; ///< of their points
    bool isNewest = false; ///< has the drawing's last stroke
};

/// The digits of a drawing, from left to right. Strokes that meet, or nearly do, or lie above one
/// another, are of one digit.
std::vector<DigitInk> digitsIn(const Ink& ink);

} // namespace numeral
