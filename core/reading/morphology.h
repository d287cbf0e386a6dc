// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

namespace numeral {

/// Grey-scale morphology with a square structuring element (Serra 1982, "Image Analysis and
/// Mathematical Morphology"). The square reaches `reach` pixels in each direction; the image's
/// border pixels are replicated outwards. The time per pixel doesn't depend on the reach.

/// Erosion: dark regions grow by `reach` pixels in each direction.
GreyImage eroded(const GreyImage& image, std::size_t reach);

/// Closing: fills whatever is darker than its surroundings and narrower than the square, which
/// leaves a page without its writing.
GreyImage closed(const GreyImage& image, std::size_t reach);

/// Opening: removes whatever is lighter than its surroundings and narrower than the square.
GreyImage opened(const GreyImage& image, std::size_t reach);

} // namespace numeral
