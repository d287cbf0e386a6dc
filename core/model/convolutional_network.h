// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/activation.h"
#include "core/model/image_shape.h"
#include "core/model/layer_shape.h"

#include <cstddef>
#include <vector>

namespace numeral {

/// A convolution, the activation, and max pooling; see ConvolutionShape.
struct ConvolutionBlock {
    std::size_t channels = 16;
    std::size_t kernel = 5; ///< side in pixels, odd
    std::size_t pooling = 2; ///< side and stride in pixels; 1 for none
};

bool operator==(const ConvolutionBlock& a, const ConvolutionBlock& b);

/// Refuses an even kernel (InvalidSetting): without a middle, the feature maps would be shifted.
Result<void> checkKernel(std::size_t kernel);

/// Blocks of convolutions, then fully connected layers with the same activation after every hidden
/// one, softmax at the end (LeCun, Bottou, Bengio & Haffner 1998, "Gradient-Based Learning Applied
/// to Document Recognition", with max pooling in place of subsampling).
struct ConvolutionalNetwork {
    ImageShape image = {28, 28}; ///< one channel
    std::vector<ConvolutionBlock> blocks = {{16, 5, 2}, {32, 5, 2}};
    std::vector<std::size_t> hidden = {128};
    std::size_t outputs = 10;
    Activation activation = Activation::Relu;

    /// Returns the blocks and then the fully connected layers.
    std::vector<LayerShape> layers() const;
};

bool operator==(const ConvolutionalNetwork& a, const ConvolutionalNetwork& b);

} // namespace numeral
