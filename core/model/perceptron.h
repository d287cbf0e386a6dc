// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/activation.h"
#include "core/model/layer_shape.h"

#include <cstddef>
#include <vector>

namespace numeral {

/// A multilayer perceptron: fully connected layers with an activation after every hidden one,
/// softmax at the end.
struct Perceptron {
    std::size_t inputs = 784;
    std::vector<std::size_t> hidden = {50, 50};
    std::size_t outputs = 10;
    Activation activation = Activation::Relu;

    /// Returns hidden.size() + 1 layers from the input on.
    std::vector<LayerShape> layers() const;
};

bool operator==(const Perceptron& a, const Perceptron& b);

} // namespace numeral
