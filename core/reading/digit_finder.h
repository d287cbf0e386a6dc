// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"
#include "core/reading/foreground.h"

#include <vector>

namespace numeral {

/// A component of a picture that may be a digit.
struct FoundDigit {
    PixelBox box;
    GreyImage ink; ///< cropped to the box; 0 where there is none or another digit's
    std::size_t word = 0; ///< index of its word, which is shared by close digits in one line
    bool touchesEdge = false; ///< the picture's
    double thickness = 0; ///< stroke thickness, in pixels
    double strength = 0; ///< mean contrast of its ink with the paper, 0–255
};

/// Returns the components of a photo or scan of paper that may be digits, in reading order: line by
/// line, where lines may slope, from left to right. Ruled lines, frames, underlines and specks are
/// removed, and of more than 300 components only the largest are kept. Any image is valid; the
/// result is empty where nothing stands out.
std::vector<FoundDigit> findDigits(const Foreground& picture);

} // namespace numeral
