// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/exchange/safetensors_header.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// The tensors of one fully connected layer, as a file names and stores them.
struct LayerTensors {
    std::string weightName; ///< "fc1.weight"
    std::string biasName; ///< "fc1.bias"
    TensorEntry weight; ///< outputs × inputs; inputs × outputs if it is transposed
    std::optional<TensorEntry> bias; ///< without one, the layer's biases are 0
    bool transposed = false;

    std::size_t inputs() const { return weight.shape[transposed ? 0 : 1]; }
    std::size_t outputs() const { return weight.shape[transposed ? 1 : 0]; }
};

/// Finds the layers of a multilayer perceptron, from the input on. Whatever stands before its last
/// dot or slash is a layer's name: “NAME.weight” (outputs × inputs, as in PyTorch) or “NAME.kernel”
/// (inputs × outputs, as in Keras and Flax) and, unless the biases are 0, “NAME.bias”. If the
/// biases only fit the other orientation of the weights, that is taken.
///
/// The layers are chained by their shapes, each one's outputs being the next one's inputs. Where
/// that leaves a choice, as with hidden layers of one width, they follow each other in the natural
/// order of their names, "fc2" before "fc10".
///
/// All tensors must belong to a layer and be of a type that `floatSize` knows. Error:
/// FileMalformed; its detail is only the reason, to follow a colon, and names the tensors.
Result<std::vector<LayerTensors>> findLayers(const std::map<std::string, TensorEntry>& tensors);

} // namespace numeral
