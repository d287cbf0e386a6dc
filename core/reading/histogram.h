// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <array>
#include <cstddef>

namespace numeral {

/// Number of pixels of each grey level.
using Histogram = std::array<std::size_t, 256>;

Histogram histogramOf(const GreyImage& image);

/// Returns the smallest value such that more than the fraction `fraction`, 0–1, of the counted
/// values are at or below it; 255 if there is none.
int quantile(const Histogram& histogram, double fraction);

/// Returns the threshold that best separates the grey levels into two classes: below it, and at or
/// above it (Otsu 1979, "A Threshold Selection Method from Gray-Level Histograms").
int otsuThreshold(const Histogram& histogram);

} // namespace numeral
