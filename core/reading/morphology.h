// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

namespace numeral {

/// Grey-level morphology with a square (Serra 1982, "Image Analysis and Mathematical Morphology").
/// A pixel's square reaches `reach` pixels in each direction; beyond the image's border its pixels
/// are repeated. The time that these take doesn't depend on the reach.

/// What is dark grows by the reach, each way.
GreyImage eroded(const GreyImage& image, std::size_t reach);

/// What is darker than all around it, and narrower than the square, is filled: a page without its
/// writing.
GreyImage closed(const GreyImage& image, std::size_t reach);

/// The same of what is lighter.
GreyImage opened(const GreyImage& image, std::size_t reach);

} // namespace numeral
