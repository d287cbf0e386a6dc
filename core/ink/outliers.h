// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

// Random drawings that are no digits, to train and test with. Any unit, y down.

/// One to three randomly winding strokes.
Ink drawScribble(SmallRandom& random);

/// Strokes of straight segments between random points of a small grid, like those of letters.
Ink drawGlyph(SmallRandom& random);

/// A straight stroke that is nearer to horizontal than to vertical.
Ink drawDash(SmallRandom& random);

/// One of twelve capital letters that look like no digit: AEFHKMNRTWXY.
Ink drawLetter(SmallRandom& random);

/// One of the same letters as a hand writes it: crooked, of straight or round strokes that miss
/// each other slightly, and in any of its usual forms.
Ink drawHandwrittenLetter(SmallRandom& random);

} // namespace numeral
