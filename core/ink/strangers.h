// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/pen.h"

namespace numeral {

// Drawings that are no digits, to see whether they are taken for some. Any unit, y down.

/// One to three strokes that wind at random.
PenDrawing drawScribble(SmallRandom& random);

/// Straight strokes between random places of a small grid, as letters have them.
PenDrawing drawGlyph(SmallRandom& random);

/// One of twelve capital letters that look like no digit: AEFHKMNRTWXY.
PenDrawing drawLetter(SmallRandom& random);

} // namespace numeral
