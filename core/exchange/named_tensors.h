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

/// Floats are written as they lie in memory; every format here wants them little-endian.
static_assert(std::endian::native == std::endian::little);

/// One tensor under the name that every format gives it; its values belong to the Weights.
struct NamedTensor {
    std::string name; ///< "layers.0.weight"
    std::vector<std::size_t> shape; ///< {outputs, inputs} of a weight, {outputs} of a bias
    std::span<const float> values; ///< row-major
};

std::string weightName(std::size_t layer);
std::string biasName(std::size_t layer);

/// Weight and bias of each layer, from the input on: the order of Weights::values().
std::vector<NamedTensor> namedTensors(const Weights& weights);

/// The floats' bytes, little-endian.
std::string_view bytesOf(std::span<const float> values);

} // namespace numeral
