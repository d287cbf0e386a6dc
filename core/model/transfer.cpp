// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/transfer.h"

#include <algorithm>

namespace numeral {

namespace {

Architecture withOutputCount(const Architecture& network, std::size_t outputs)
{
    if (const ConvolutionalNetwork* convolutional = network.convolutional()) {
        ConvolutionalNetwork other = *convolutional;
        other.outputs = outputs;
        return other;
    }
    Perceptron other = *network.perceptron();
    other.outputs = outputs;
    return other;
}

} // namespace

WeightsSnapshot withOutputs(
    const Weights& network, const std::vector<std::optional<std::size_t>>& kept, std::uint64_t seed)
{
    const Architecture architecture = withOutputCount(network.architecture(), kept.size());
    std::vector<float> values = initialWeights(architecture, seed)->values();
    const LayerShape& before = network.layers().back();
    const LayerShape last = architecture.layers().back();
    const std::vector<float>& learnt = network.values();
    std::copy_n(learnt.begin(), before.weightOffset, values.begin());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i]) {
            std::copy_n(network.weight(network.layers().size() - 1) + *kept[i] * before.inputs,
                before.inputs, values.data() + last.weightOffset + i * last.inputs);
            values[last.biasOffset + i] = learnt[before.biasOffset + *kept[i]];
        }
    }
    return std::make_shared<const Weights>(architecture, std::move(values));
}

} // namespace numeral
