// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recognition/grey_image.h"

#include <vector>

namespace numeral {

/// Pixels top … bottom − 1 by left … right − 1.
struct PixelBox {
    std::size_t top = 0;
    std::size_t left = 0;
    std::size_t bottom = 0;
    std::size_t right = 0;

    std::size_t rows() const { return bottom - top; }
    std::size_t columns() const { return right - left; }
};

constexpr std::size_t mostDigits = 100;

/// A digit in a picture.
struct FoundDigit {
    PixelBox box;
    GreyImage ink; ///< the box's, 0 where there is none or another digit's
};

/// The digits in a photo or scan of paper, given as lightness, line by line from left to right. Ink
/// is what is darker than the paper around it, or lighter, whichever there is more of; so uneven
/// light doesn't matter, and neither do ruled lines that go through much of the picture. Specks are
/// left out, and so are more than `mostDigits`. Any image may be given; none is found where nothing
/// stands out.
std::vector<FoundDigit> findDigits(const GreyImage& lightness);

} // namespace numeral
