// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/named_tensors.h"

#include <functional>
#include <numeric>

namespace numeral {

std::size_t TensorShape::size() const
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::vector<TensorShape> tensorShapes(const std::vector<LayerShape>& layers)
{
    std::vector<TensorShape> tensors;
    for (const LayerShape& layer : layers) {
        std::vector<std::size_t> shape{layer.outputs, layer.inputs};
        if (layer.convolution) {
            const ConvolutionShape& convolution = *layer.convolution;
            shape = {
                layer.outputs, convolution.input.channels, convolution.kernel, convolution.kernel};
        }
        tensors.push_back({layer.name + ".weight", std::move(shape)});
        tensors.push_back({layer.name + ".bias", {layer.outputs}});
    }
    return tensors;
}

std::vector<NamedTensor> namedTensors(const Weights& weights)
{
    std::vector<NamedTensor> tensors;
    std::span<const float> rest = weights.values();
    for (TensorShape& tensor : tensorShapes(weights.layers())) {
        const std::size_t size = tensor.size();
        tensors.push_back({std::move(tensor), rest.first(size)});
        rest = rest.subspan(size);
    }
    return tensors;
}

std::string_view bytesOf(std::span<const float> values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

} // namespace numeral
