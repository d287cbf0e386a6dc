// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/predictor.h"

#include <vector>

namespace numeral {

/// The activations and the attribution of one image.
struct Explanation {
    /// Each hidden layer's output, as `Predictor::activations` returns it.
    std::vector<std::vector<float>> activations;

    /// Contribution of each pixel to a class's logit relative to the mean of all logits; 0 for
    /// pixels without ink. The sum approximates how far that value exceeds an empty image's.
    std::vector<float> attribution;
};

/// Computes the attribution by integrated gradients, from an empty image to this one in 16 steps
/// (Sundararajan, Taly & Yan 2017, "Axiomatic Attribution for Deep Networks", equation 3). `image`
/// has the network's number of pixels, `label` is one of its classes, `paper` the grey of an empty
/// image. Takes as long as some 50 predictions.
Explanation explain(
    const Predictor& predictor, const GreyImage& image, std::size_t label, std::uint8_t paper = 0);

} // namespace numeral
