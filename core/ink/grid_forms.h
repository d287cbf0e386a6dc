// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

#include <string_view>

namespace numeral {

/// Draws one of the forms, as a hand writes it: its proportions are random, crooked, and its
/// strokes miss each other slightly. About 1 high, y down.
///
/// A form is written as the places that the pen passes on a grid of five columns and five rows,
/// named row by row:
///
///     a b c d e
///     f g h i j
///     k l m n o
///     p q r s t
///     u v w x y
///
/// At a capital the stroke has a corner (so it does where it begins and ends), at a small letter it
/// bends. A blank lifts the pen, a comma begins another form; a single place is a dot. A form that
/// is named more often is drawn more often. `minWidth` is that of the grid, of its height; its
/// greatest is 1.2.
Ink drawGridForm(std::string_view forms, SmallRandom& random, double minWidth = 0.3);

} // namespace numeral
