// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

// Drawings that are no digits, to see whether they are taken for some. Any unit, y down.

/// One to three strokes that wind at random.
Ink drawScribble(SmallRandom& random);

/// Straight strokes between random places of a small grid, as letters have them.
Ink drawGlyph(SmallRandom& random);

/// A straight stroke that lies rather than stands.
Ink drawDash(SmallRandom& random);

/// One of twelve capital letters that look like no digit: AEFHKMNRTWXY.
Ink drawLetter(SmallRandom& random);

} // namespace numeral
