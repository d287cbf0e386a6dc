// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/predictor.h"

#include <vector>

namespace numeral {

/// Returns each hidden layer's output for an image, as `Predictor::activations` does. `image` has
/// the network's number of pixels.
std::vector<std::vector<float>> activationsOf(const Predictor& predictor, const GreyImage& image);

/// Returns the contribution of each pixel to a class's logit relative to the mean of all logits; 0
/// for pixels without ink. The sum approximates how far that value exceeds an empty image's.
///
/// Integrated gradients, from an empty image to this one in 16 steps (Sundararajan, Taly & Yan
/// 2017, "Axiomatic Attribution for Deep Networks", equation 3). `label` is one of the network's
/// classes, `paper` the grey of an empty image. Takes as long as some 50 predictions.
std::vector<float> attributionOf(
    const Predictor& predictor, const GreyImage& image, std::size_t label, std::uint8_t paper = 0);

} // namespace numeral
