// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/weights.h"

#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Floats are written as they are in memory; every format here requires little-endian.
static_assert(std::endian::native == std::endian::little);

/// A tensor's name and shape, the same in every format and in PyTorch.
struct TensorShape {
    std::string name; ///< "layers.0.weight", "blocks.0.bias"
    /// {outputs, inputs} of a weight, {channels, input channels, kernel, kernel} of a
    /// convolution's, {outputs} of a bias.
    std::vector<std::size_t> shape;

    std::size_t size() const; ///< number of values
};

/// A tensor with its values, row-major. Non-owning: they belong to the Weights.
struct NamedTensor : TensorShape {
    std::span<const float> values;
};

/// Returns the weight and bias of each layer, from the input on, in the order of Weights::values().
std::vector<TensorShape> tensorShapes(const std::vector<LayerShape>& layers);

/// Same, with the values.
std::vector<NamedTensor> namedTensors(const Weights& weights);

/// The floats' bytes, little-endian.
std::string_view bytesOf(std::span<const float> values);

} // namespace numeral
