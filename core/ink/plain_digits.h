// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

/// A digit, 0 to 9, as it is taught and as a child draws it first: a 1 that is one bar, a 0 that is
/// a circle, a 4 and a 7 of lines, an 8 of two rings. Its proportions, and which of its usual forms
/// it has, are random. About 1 high, y down. MNIST has few that are as plain.
Ink drawPlainDigit(int digit, SmallRandom& random);

} // namespace numeral
