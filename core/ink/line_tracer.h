// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/bitmap.h"
#include "core/ink/ink.h"

namespace numeral {

/// Traces lines one cell wide as a pen would: from an end, straight on at crossings, round a closed
/// curve back to its start. Drops short spurs that thinning leaves on a line. In cells, with cell
/// centres at +0.5.
Ink traceLines(Bitmap lines);

} // namespace numeral
