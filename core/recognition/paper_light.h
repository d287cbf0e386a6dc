// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recognition/grey_image.h"

namespace numeral {

/// How much each pixel of a picture of paper stands out from the paper around it, 0–255: towards
/// dark or towards light, whichever there is more of.
GreyImage standingOut(const GreyImage& lightness);

/// The value that divides greys best into two kinds, at least `least` (Otsu 1979, "A Threshold
/// Selection Method from Gray-Level Histograms").
int inkThreshold(const GreyImage& ink, int least);

} // namespace numeral
