// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/weights.h"

#include <vector>

namespace numeral {

/// What goes on in a network that reads an image.
struct Explanation {
    /// Each hidden layer's outputs, one a unit.
    std::vector<std::vector<float>> activations;

    /// What each pixel has done for a class's logit, compared with the mean of all logits; pixels
    /// without ink have done nothing. The sum is what the image's logit is above an empty image's.
    std::vector<float> attribution;
};

/// By integrated gradients, from an empty image to this one in 16 steps (Sundararajan, Taly & Yan
/// 2017, "Axiomatic Attribution for Deep Networks", equation 3). `image` has the network's number
/// of pixels, `label` is one of its classes. Takes some milliseconds for a million weights.
Explanation explain(const Weights& weights, const GreyImage& image, std::size_t label);

} // namespace numeral
