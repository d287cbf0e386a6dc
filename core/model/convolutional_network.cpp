// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/convolutional_network.h"

#include "core/model/layer_sequence.h"

#include <string>

namespace numeral {

bool operator==(const ConvolutionBlock& a, const ConvolutionBlock& b)
{
    return a.channels == b.channels && a.kernel == b.kernel && a.pooling == b.pooling;
}

Result<void> checkKernel(std::size_t kernel)
{
    if (kernel % 2 == 0) {
        return failure(ErrorCode::InvalidSetting,
            "A kernel of " + std::to_string(kernel) + " pixels has no middle; choose an odd one.");
    }
    return {};
}

std::vector<LayerShape> ConvolutionalNetwork::layers() const
{
    std::vector<LayerShape> shapes;
    FeatureShape features{1, image.rows, image.columns};
    for (const ConvolutionBlock& block : blocks) {
        ConvolutionShape convolution;
        convolution.input = features;
        convolution.kernel = block.kernel;
        convolution.pooling = block.pooling;
        const std::size_t stride = block.pooling == 0 ? 1 : block.pooling; // 0 is refused later
        features = {block.channels, features.rows / stride, features.columns / stride};
        convolution.output = features;

        LayerShape shape;
        shape.name = "blocks." + std::to_string(shapes.size());
        shape.inputs = convolution.input.channels * block.kernel * block.kernel;
        shape.outputs = block.channels;
        shape.convolution = convolution;
        shapes.push_back(std::move(shape));
    }
    appendDenseLayers(features.size(), hidden, outputs, shapes);
    placeParameters(shapes);
    return shapes;
}

bool operator==(const ConvolutionalNetwork& a, const ConvolutionalNetwork& b)
{
    return a.image == b.image && a.blocks == b.blocks && a.hidden == b.hidden
        && a.outputs == b.outputs && a.activation == b.activation;
}

} // namespace numeral
