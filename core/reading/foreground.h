// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

namespace numeral {

/// Whether the ink is darker than the paper, or lighter as on a blackboard.
enum class InkTone { Dark, Light };

/// What stands out from the paper of a picture.
struct Foreground {
    GreyImage ink; ///< by how much, 0–255
    GreyImage paper; ///< the lightness of what is behind it
    int threshold = 0; ///< from which on it is ink
    std::size_t pixels = 0; ///< that are
};

/// The lines of a picture of paper: what is of that tone for its surroundings, and narrower than a
/// quarter of the picture. So what is broad is no ink, whatever its tone: a desk around a sheet, a
/// bar beside it, a shadow, a band of light.
Foreground foregroundOf(const GreyImage& lightness, InkTone tone);

/// The picture scaled down by area, so that neither side is longer than that; as it is where
/// neither is.
GreyImage scaledDown(const GreyImage& image, std::size_t longestSide);

} // namespace numeral
