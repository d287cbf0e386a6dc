// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

// Random drawings that are no digits, to train and test with. Any unit, y down.

/// One to three randomly winding strokes.
Ink drawScribble(SmallRandom& random);

/// Strokes of straight segments between random points of a small grid.
Ink drawGlyph(SmallRandom& random);

/// A straight stroke that is nearer to horizontal than to vertical.
Ink drawDash(SmallRandom& random);

/// One of the capital letters that look like no digit, as a hand writes it: see `drawLetter`.
Ink drawLetterUnlikeDigits(SmallRandom& random);

/// A plus, a cross, a tick, an arrow, a heart, a face or another sign that looks like no digit.
Ink drawSign(SmallRandom& random);

} // namespace numeral
