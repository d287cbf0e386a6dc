// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/weights.h"

#include <vector>

// Limited to C++17, as are the files that include LibTorch.

/// What LibTorch's functions and autograd make of images, images × pixels from 0 to 1.
struct TorchResults {
    std::vector<float> logits; ///< images × classes
    std::vector<float> gradients; ///< of Σ direction · logits: images × pixels
    std::vector<std::vector<float>> activations; ///< each hidden layer's output, image after image
};

TorchResults torchResults(const numeral::Weights& weights, const std::vector<float>& images,
    const std::vector<float>& direction);
