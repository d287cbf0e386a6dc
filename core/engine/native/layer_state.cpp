// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/layer_state.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <utility>

namespace numeral {

using kernels::panelFloats;

namespace {

void moveTowards(float* values, const float* others, std::size_t count, float share)
{
    std::transform(values, values + count, others, values,
        [share](float value, float other) { return value + share * (other - value); });
}

} // namespace

LayerState::LayerState(const LayerShape& layerShape, bool isRelu)
    : shape(layerShape)
    , relu(isRelu)
    , weights(zeros(panelFloats(shape.inputs, shape.outputs)))
    , firstMoments(zeros(panelFloats(shape.inputs, shape.outputs)))
    , secondMoments(zeros(panelFloats(shape.inputs, shape.outputs)))
    , bias(zeros(panelFloats(1, shape.outputs)))
    , biasFirstMoments(zeros(panelFloats(1, shape.outputs)))
    , biasSecondMoments(zeros(panelFloats(1, shape.outputs)))
{
}

void LayerState::setParameters(const Weights& values, std::size_t layer)
{
    kernels::toPanels(values.weight(layer), shape.inputs, shape.outputs, weights.get());
    std::copy_n(values.bias(layer), shape.outputs, bias.get());
}

void LayerState::writeParameters(float* values, bool averaged) const
{
    kernels::fromPanels((averaged ? averageWeights : weights).get(), shape.inputs, shape.outputs,
        values + shape.weightOffset);
    std::copy_n((averaged ? averageBias : bias).get(), shape.outputs, values + shape.biasOffset);
}

void LayerState::allocateAverage()
{
    averageWeights = zeros(panelFloats(shape.inputs, shape.outputs));
    averageBias = zeros(panelFloats(1, shape.outputs));
}

void LayerState::average(float share)
{
    moveTowards(
        averageWeights.get(), weights.get(), panelFloats(shape.inputs, shape.outputs), share);
    moveTowards(averageBias.get(), bias.get(), panelFloats(1, shape.outputs), share);
}

void LayerState::swapAverage()
{
    std::swap(weights, averageWeights);
    std::swap(bias, averageBias);
}

void LayerState::copyFrom(const LayerState& other)
{
    const std::size_t size = panelFloats(shape.inputs, shape.outputs);
    std::copy_n(other.weights.get(), size, weights.get());
    std::copy_n(other.firstMoments.get(), size, firstMoments.get());
    std::copy_n(other.secondMoments.get(), size, secondMoments.get());
    const std::size_t outputs = panelFloats(1, shape.outputs);
    std::copy_n(other.bias.get(), outputs, bias.get());
    std::copy_n(other.biasFirstMoments.get(), outputs, biasFirstMoments.get());
    std::copy_n(other.biasSecondMoments.get(), outputs, biasSecondMoments.get());
}

kernels::Layer LayerState::view() const
{
    return {weights.get(), bias.get(), shape.inputs, shape.outputs, relu};
}

kernels::ParameterState LayerState::state() const
{
    return {weights.get(), firstMoments.get(), secondMoments.get()};
}

kernels::ParameterState LayerState::biasState() const
{
    return {bias.get(), biasFirstMoments.get(), biasSecondMoments.get()};
}

} // namespace numeral
