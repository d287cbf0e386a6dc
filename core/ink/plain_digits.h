// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

namespace numeral {

/// Draws a digit, 0 to 9, as it is taught and as a child first draws it: a 1 as a single bar, a 0
/// as a circle, a 4 and a 7 of straight lines, an 8 of two rings. Its proportions, and its variant
/// among the usual forms, are random. About 1 high, y down. MNIST has few digits this plain.
Ink drawPlainDigit(int digit, SmallRandom& random);

} // namespace numeral
