// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

#include <string_view>

namespace numeral {

/// Draws a letter, "A" to "Z" or "a" to "z", as a hand writes it: in one of its usual forms, whose
/// proportions are random, crooked, and with strokes that miss each other slightly. About 1 high,
/// y down; small letters are as high as capitals.
Ink drawLetter(char letter, SmallRandom& random);

/// Draws it, "a" to "z", in either case: mostly as a capital, as people write into boxes.
Ink drawLetterInAnyCase(char letter, SmallRandom& random);

/// The forms of the letter, as text: see the source.
std::string_view letterForms(char letter);

} // namespace numeral
