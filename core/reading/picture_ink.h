// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"

#include <optional>

namespace numeral {

/// Ink found in a picture.
struct FoundInk {
    Box box; ///< in the picture's pixels
    GreyImage ink; ///< of the picture's size; 0 where there is no ink
};

/// Whether a picture is about as small as MNIST's images: at most 64 pixels a side.
bool isSmall(const GreyImage& picture);

/// Returns all ink of a picture of a single object; nothing if it is blank. The background is the
/// median of the border, and ink is the absolute difference from it, above a noise floor. A small
/// picture without noise, such as one of MNIST's, keeps every grey level.
std::optional<FoundInk> inkOfWholePicture(const GreyImage& lightness);

} // namespace numeral
