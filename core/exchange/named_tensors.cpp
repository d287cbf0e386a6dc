// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/named_tensors.h"

namespace numeral {

std::string weightName(std::size_t layer)
{
    return "layers." + std::to_string(layer) + ".weight";
}

std::string biasName(std::size_t layer)
{
    return "layers." + std::to_string(layer) + ".bias";
}

std::vector<NamedTensor> namedTensors(const Weights& weights)
{
    std::vector<NamedTensor> tensors;
    std::size_t index = 0;
    for (const LayerShape& layer : weights.layers()) {
        tensors.push_back({weightName(index), {layer.outputs, layer.inputs},
            {weights.weight(index), layer.outputs * layer.inputs}});
        tensors.push_back({biasName(index), {layer.outputs}, {weights.bias(index), layer.outputs}});
        ++index;
    }
    return tensors;
}

std::string_view bytesOf(std::span<const float> values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

} // namespace numeral
