// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/model.h"

#include <optional>

namespace numeral {

/// Prepares a picture of one digit as MNIST's were (LeCun, Cortes & Burges, "The MNIST database";
/// Yadav & Bottou 2019, "Cold Case: The Lost MNIST Digits", which matches all 60,000 images):
/// the ink's box, padded to a square, doubled until it is 20 pixels or more, resampled by area to
/// 20×20, scaled to a peak of 255, and pasted into 28×28 with its centre of mass at (15, 15).
/// Other image shapes get the same in proportion. Nothing where there is no ink.
std::optional<GreyImage> normaliseDigit(const GreyImage& ink, const ImageShape& shape);

/// Scales the ink's box to fill the shape, its proportions kept, and centres it, peak 255: what
/// pictures of things other than digits get. Nothing where there is no ink.
std::optional<GreyImage> fitPicture(const GreyImage& ink, const ImageShape& shape);

/// One of the two above.
std::optional<GreyImage> prepareImage(
    const GreyImage& ink, const ImageShape& shape, Preprocessing preprocessing);

} // namespace numeral
