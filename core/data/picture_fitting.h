// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/image_shape.h"

namespace numeral {

/// Scales a picture to fit the shape, by area weighting and keeping its aspect ratio, and centres
/// it on the grey of its own border (the median).
GreyImage fittedTo(const ImageShape& shape, const GreyImage& picture);

} // namespace numeral
