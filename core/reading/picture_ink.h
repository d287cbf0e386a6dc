// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"

#include <vector>

namespace numeral {

/// Some ink of a picture.
struct FoundInk {
    Box box; ///< in the picture's pixels
    GreyImage ink; ///< 0 where there is none; it may have fewer pixels than the box
};

/// All ink of a picture that shows one thing; nothing where it shows none. The background is what
/// most of the border is, the ink is what differs from it; noise is none. A small picture without
/// noise, such as one of MNIST's, keeps every grey level.
std::vector<FoundInk> wholeOf(const GreyImage& lightness);

} // namespace numeral
