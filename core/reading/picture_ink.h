// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"

#include <optional>

namespace numeral {

/// Some ink of a picture.
struct FoundInk {
    Box box; ///< in the picture's pixels
    GreyImage ink; ///< the picture's size, 0 where there is none
};

/// As small as MNIST's own images, or about so: 64 pixels a side at most.
bool isSmall(const GreyImage& picture);

/// All ink of a picture that shows one thing; nothing where it shows none. The background is what
/// most of the border is, the ink is what differs from it; noise is none. A small picture without
/// noise, such as one of MNIST's, keeps every grey level.
std::optional<FoundInk> inkOfWholePicture(const GreyImage& lightness);

} // namespace numeral
