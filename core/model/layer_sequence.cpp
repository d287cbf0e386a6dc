// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_sequence.h"

#include <utility>

namespace numeral {

void appendDenseLayers(std::size_t inputs, const std::vector<std::size_t>& hidden,
    std::size_t outputs, std::vector<LayerShape>& layers)
{
    std::vector<std::size_t> widths = hidden;
    widths.push_back(outputs);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        LayerShape layer;
        layer.name = "layers." + std::to_string(i);
        layer.inputs = i == 0 ? inputs : widths[i - 1];
        layer.outputs = widths[i];
        layers.push_back(std::move(layer));
    }
}

void placeParameters(std::vector<LayerShape>& layers)
{
    std::size_t offset = 0;
    for (LayerShape& layer : layers) {
        layer.weightOffset = offset;
        layer.biasOffset = offset + layer.inputs * layer.outputs;
        offset = layer.biasOffset + layer.outputs;
    }
}

} // namespace numeral
