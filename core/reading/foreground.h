// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

namespace numeral {

/// Whether the ink is darker than the paper, or lighter as on a blackboard.
enum class InkTone { Dark, Light };

/// The ink of a picture, separated from its paper.
struct Foreground {
    GreyImage ink; ///< contrast with the paper, 0–255
    GreyImage paper; ///< lightness of the background
    int threshold = 0; ///< contrast from which on a pixel is ink
    std::size_t pixels = 0; ///< number of ink pixels
};

/// Extracts the strokes from a picture of paper: whatever has that tone relative to its
/// surroundings, and is narrower than about a quarter of the picture's shorter side. What is
/// broader is no ink, whatever its tone: a desk around a sheet, a bar beside it, a shadow, a band
/// of light.
Foreground foregroundOf(const GreyImage& lightness, InkTone tone);

/// Downscales an image by area averaging so that neither side is longer than `maxSide` pixels;
/// returns it unchanged if neither is.
GreyImage scaledDown(const GreyImage& image, std::size_t maxSide);

} // namespace numeral
