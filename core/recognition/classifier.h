// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/recognition/grey_image.h"

#include <vector>

namespace numeral {

/// What a network makes of one image.
struct Recognition {
    std::size_t label = 0; ///< index of the most probable class
    std::vector<float> probabilities; ///< one a class; they sum to 1
};

/// Class probabilities of a prepared image, of the size that the weights read
/// (image.pixels.size() == weights.spec().inputs). Needs no LibTorch. Any thread may call it.
Recognition classify(const Weights& weights, const GreyImage& image);

} // namespace numeral
