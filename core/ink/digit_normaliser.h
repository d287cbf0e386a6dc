// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/model.h"

#include <optional>

namespace numeral {

/// Preprocesses a picture of one digit as MNIST's were (LeCun, Cortes & Burges, "The MNIST
/// database"; Yadav & Bottou 2019, "Cold Case: The Lost MNIST Digits", which matches all 60,000
/// images): crops it to the ink's bounding box, pads that to a square, doubles it until it is 20
/// pixels or more, resamples it by area to 20×20, scales it to a peak of 255, and pastes it into
/// 28×28 with its centre of mass at (15, 15). Other image shapes are treated in proportion. Returns
/// nothing if there is no ink.
std::optional<GreyImage> normaliseDigit(const GreyImage& ink, const ImageShape& shape);

/// Scales the ink's bounding box to fit the shape, keeping its aspect ratio, centres it, and scales
/// it to a peak of 255: the preprocessing for anything but digits. Returns nothing if there is no
/// ink.
std::optional<GreyImage> fitPicture(const GreyImage& ink, const ImageShape& shape);

/// Applies one of the two above.
std::optional<GreyImage> prepareImage(
    const GreyImage& ink, const ImageShape& shape, Preprocessing preprocessing);

} // namespace numeral
