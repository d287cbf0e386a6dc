// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/activation.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace numeral {

/// Where one layer's parameters lie in the flat parameter vector.
struct LayerShape {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t weightOffset = 0; ///< weight, outputs × inputs, row-major
    std::size_t biasOffset = 0; ///< bias, outputs; follows the weight at once
};

/// "relu", "gelu" or "tanh".
std::string_view activationName(Activation activation);

/// Nothing where no activation is called that.
std::optional<Activation> findActivation(std::string_view name);

/// The architecture of a multilayer perceptron: one activation after every hidden layer, softmax at
/// the end.
/// A plain value; any number of threads may read it.
struct MlpSpec {
    std::size_t inputs = 784;
    std::vector<std::size_t> hidden = {50, 50};
    std::size_t outputs = 10;
    Activation activation = Activation::Relu;

    /// All layers, input to output; hidden.size() + 1 of them.
    std::vector<LayerShape> layers() const;

    /// Weights and biases together; saturates instead of overflowing.
    std::size_t parameterCount() const;

    /// An error with a sentence where a size is 0 or the network has more parameters than
    /// `maximumParameters`.
    Result<void> validate() const;

    /// 2^28 parameters are 1 GiB of weights and 4 GiB in training.
    static constexpr std::size_t maximumParameters = std::size_t{1} << 28U;
};

bool operator==(const MlpSpec& a, const MlpSpec& b);
bool operator!=(const MlpSpec& a, const MlpSpec& b);

} // namespace numeral
