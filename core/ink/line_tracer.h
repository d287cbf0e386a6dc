// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/bitmap.h"
#include "core/ink/ink.h"

namespace numeral {

/// Follows lines of one cell as a pen would: from an end, straight on at crossings, round a closed
/// curve back to where it began. Short hairs that thinning leaves on a line are left out. In cells,
/// a cell's middle at +0.5.
Ink traceLines(Bitmap lines);

} // namespace numeral
