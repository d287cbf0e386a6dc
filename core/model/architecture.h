// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/convolutional_network.h"
#include "core/model/perceptron.h"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace numeral {

/// The kinds of networks.
enum class NetworkKind { Perceptron, Convolutional };

/// The architecture of a network, of one of the kinds that there are. Its layers say all that
/// training, reading and storing it takes; only what makes or names networks asks for the kind. A
/// value type; concurrent reads are safe.
class Architecture {
public:
    Architecture(Perceptron network = {}); // NOLINT(google-explicit-constructor)
    Architecture(ConvolutionalNetwork network); // NOLINT(google-explicit-constructor)

    /// The network if it is of that kind, else nullptr.
    const Perceptron* perceptron() const { return std::get_if<Perceptron>(&m_network); }
    const ConvolutionalNetwork* convolutional() const
    {
        return std::get_if<ConvolutionalNetwork>(&m_network);
    }

    std::size_t inputs() const; ///< pixels of an image
    std::size_t outputs() const; ///< classes
    const std::vector<std::size_t>& hidden() const; ///< widths of the fully connected hidden layers
    Activation activation() const;

    /// Returns all layers from input to output.
    std::vector<LayerShape> layers() const;

    /// Returns the number of weights and biases; saturates instead of overflowing.
    std::size_t parameterCount() const;

    /// Returns the multiplications that one image takes, each with an addition; saturates.
    std::size_t multiplyAdds() const;

    /// Returns the number of values that the input and all layers' outputs, before pooling, have
    /// for one image; saturates.
    std::size_t activationCount() const;

    /// Returns the sizes from the input to the output: "784–50–50–10", "28×28–16×5–32×5–128–10".
    std::string sizesText() const;

    /// Returns the sizes of the hidden layers, which may be none: "50" and "50"; "16×5" (channels
    /// and kernel), "32×5" and "128".
    std::vector<std::string> hiddenSizes() const;

    /// Same as one text: "50–50", "16×5–32×5–128".
    std::string hiddenText() const;

    /// Error: InvalidSetting if a layer size is 0, a kernel is even, pooling leaves no pixels, or
    /// there are more parameters than `maximumParameters` or larger feature maps than
    /// `maximumFeatures`.
    Result<void> validate() const;

    /// 2^28 parameters take 1 GiB as weights and 4 GiB during training.
    static constexpr std::size_t maximumParameters = std::size_t{1} << 28U;

    /// Values that a convolution may take of an image: its pixels times the weights of a kernel.
    static constexpr std::size_t maximumFeatures = std::size_t{1} << 28U;

    friend bool operator==(const Architecture& a, const Architecture& b)
    {
        return a.m_network == b.m_network;
    }
    friend bool operator!=(const Architecture& a, const Architecture& b) { return !(a == b); }

private:
    std::variant<Perceptron, ConvolutionalNetwork> m_network;
};

} // namespace numeral
