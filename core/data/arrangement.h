// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/data/labelled_images.h"

namespace numeral {

/// Where the ink of images is, and how large.
enum class Arrangement {
    Unknown, ///< paper and ink can't be told apart
    LikeMnist, ///< about 20 of 28 pixels long, its centre of mass in the middle
    FillsImage, ///< from edge to edge
    Varied, ///< anything else: of different sizes, off the middle, or smaller or larger than
            ///< MNIST's
};

/// Finds out how the ink of plain images is arranged, from some hundred of them.
Arrangement findArrangement(const LabelledImages& images);

/// Returns the images arranged like MNIST's: see normaliseDigit. Faint greys, such as JPEG leaves
/// around strokes, don't count as ink in measuring it. Images without ink stay as they are. Throws
/// std::bad_alloc.
LabelledImages arrangedLikeMnist(const LabelledImages& images);

} // namespace numeral
