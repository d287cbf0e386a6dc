// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/activation.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace numeral {

/// Sizes of one layer and the offsets of its parameters in the flat parameter vector.
struct LayerShape {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t weightOffset = 0; ///< weight, outputs × inputs, row-major
    std::size_t biasOffset = 0; ///< bias, outputs; immediately follows the weight
};

/// Returns "relu", "gelu" or "tanh".
std::string_view activationName(Activation activation);

/// Returns the activation of that name, or nullopt.
std::optional<Activation> findActivation(std::string_view name);

/// The architecture of a multilayer perceptron: one activation after every hidden layer, softmax at
/// the end. A value type; concurrent reads are safe.
struct MlpSpec {
    std::size_t inputs = 784;
    std::vector<std::size_t> hidden = {50, 50};
    std::size_t outputs = 10;
    Activation activation = Activation::Relu;

    /// Returns all layers from input to output, hidden.size() + 1 of them.
    std::vector<LayerShape> layers() const;

    /// Returns the number of weights and biases; saturates instead of overflowing.
    std::size_t parameterCount() const;

    /// Error: InvalidSetting if a layer size is 0 or there are more parameters than
    /// `maximumParameters`.
    Result<void> validate() const;

    /// 2^28 parameters take 1 GiB as weights and 4 GiB during training.
    static constexpr std::size_t maximumParameters = std::size_t{1} << 28U;
};

bool operator==(const MlpSpec& a, const MlpSpec& b);
bool operator!=(const MlpSpec& a, const MlpSpec& b);

} // namespace numeral
