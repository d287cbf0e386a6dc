// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace numeral {

/// The shape of an image or of feature maps.
struct FeatureShape {
    std::size_t channels = 1;
    std::size_t rows = 1;
    std::size_t columns = 1;

    std::size_t size() const { return channels * rows * columns; }
};

/// What a convolution takes and gives. Zero padding of kernel / 2 pixels keeps rows and columns;
/// the activation follows, then max pooling, which drops the rows and columns that are left over.
struct ConvolutionShape {
    FeatureShape input;
    FeatureShape output; ///< after pooling
    std::size_t kernel = 1; ///< side in pixels, odd
    std::size_t pooling = 1; ///< side and stride in pixels; 1 for none
};

/// Sizes of one layer and the offsets of its parameters in the flat parameter vector. The layers of
/// any network are a sequence of convolutions, which may be empty, and fully connected layers.
struct LayerShape {
    std::string name; ///< of its parameters in a PyTorch state_dict, before ".weight": "layers.0"
    std::size_t inputs = 0; ///< weights per output: units, or channels × kernel × kernel
    std::size_t outputs = 0; ///< units, or channels
    std::size_t weightOffset = 0; ///< weight, outputs × inputs, row-major
    std::size_t biasOffset = 0; ///< bias, outputs; immediately follows the weight
    std::optional<ConvolutionShape> convolution; ///< nullopt for a fully connected layer
};

} // namespace numeral
