// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <array>
#include <cstddef>

namespace numeral {

/// How many pixels have each grey.
using Histogram = std::array<std::size_t, 256>;

Histogram histogramOf(const GreyImage& image);

/// The value below which a share of what was counted lies.
int quantile(const Histogram& histogram, double share);

/// The value that divides greys best into two kinds: below it, and from it on (Otsu 1979, "A
/// Threshold Selection Method from Gray-Level Histograms").
int otsuThreshold(const Histogram& histogram);

} // namespace numeral
