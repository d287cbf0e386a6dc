// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"
#include "core/reading/foreground.h"

#include <vector>

namespace numeral {

/// Something in a picture that may be a digit.
struct FoundDigit {
    PixelBox box;
    GreyImage ink; ///< the box's, 0 where there is none or another digit's
    std::size_t word = 0; ///< what stands close together in one line has the same number
    bool touchesEdge = false; ///< of the picture
    double thickness = 0; ///< of its lines, in pixels
    double strength = 0; ///< the mean of its ink, 0–255
};

/// What may be digits in a photo or scan of paper, in reading order: line by line, which may rise
/// or fall, from left to right. Ruled lines, frames, underlines and specks are left out, and so are
/// more than 300. Any image may be given; none is found where nothing stands out.
std::vector<FoundDigit> findDigits(const Foreground& picture);

} // namespace numeral
