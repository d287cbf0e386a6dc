// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/named_tensors.h"

namespace numeral {

std::vector<NamedTensor> namedTensors(const Weights& weights)
{
    std::vector<NamedTensor> tensors;
    std::size_t index = 0;
    for (const LayerShape& layer : weights.layers()) {
        std::vector<std::size_t> shape{layer.outputs, layer.inputs};
        if (layer.convolution) {
            const ConvolutionShape& convolution = *layer.convolution;
            shape = {
                layer.outputs, convolution.input.channels, convolution.kernel, convolution.kernel};
        }
        tensors.push_back({layer.name + ".weight", std::move(shape),
            {weights.weight(index), layer.outputs * layer.inputs}});
        tensors.push_back(
            {layer.name + ".bias", {layer.outputs}, {weights.bias(index), layer.outputs}});
        ++index;
    }
    return tensors;
}

std::string_view bytesOf(std::span<const float> values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

} // namespace numeral
