// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/upper_layers.h"

#include <algorithm>
#include <cmath>

namespace numeral {

using kernels::panelFloats;
using kernels::Range;

namespace {

/// Returns the number of inputs per part, for a layer with `inputs` inputs. Each part reads all of
/// δ, which favours large parts, but a few large parts make for poor load balancing.
std::size_t inputsInPart(std::size_t inputs)
{
    constexpr std::size_t parts = 16;
    const std::size_t panels = std::clamp<std::size_t>(kernels::panelsFor(inputs) / parts, 2, 8);
    return panels * kernels::panelWidth;
}

/// Applies dropout to some rows of a hidden layer's output, rows × units in panels, and to its
/// derivatives.
void applyDropout(const Dropout& dropout, std::int64_t step, std::size_t layer, float* values,
    float* slopes, std::size_t units, std::size_t rows, Range range)
{
    std::vector<float> factors(kernels::panelsFor(units) * kernels::panelWidth);
    for (std::size_t row = range.first; row < range.last; ++row) {
        dropout.factors(step, layer, row, factors);
        for (std::size_t panel = 0; panel < kernels::panelsFor(units); ++panel) {
            const std::size_t first = (panel * rows + row) * kernels::panelWidth;
            const float* const factor = factors.data() + panel * kernels::panelWidth;
            for (std::size_t i = 0; i < kernels::panelWidth; ++i) {
                values[first + i] *= factor[i];
                slopes[first + i] *= factor[i];
            }
        }
    }
}

} // namespace

kernels::AdamStep withoutDecay(kernels::AdamStep adam)
{
    adam.decay = 0;
    return adam;
}

UpperLayers::UpperLayers(
    const Architecture& architecture, const EngineOptions& options, const kernels::Kernels& kernels)
    : m_kernels(kernels)
    , m_architecture(architecture)
    , m_dropout(options.dropout, options.seed)
    , m_labelSmoothing(static_cast<float>(options.labelSmoothing))
    , m_hasSlopes(architecture.activation() != Activation::Relu || !m_dropout.isOff())
{
    const std::vector<LayerShape> shapes = architecture.layers();
    const bool isRelu = architecture.activation() == Activation::Relu;
    for (std::size_t i = 1; i < shapes.size(); ++i) {
        m_layers.emplace_back(shapes[i], isRelu && i + 1 < shapes.size());
        if (options.averaging > 0) {
            m_layers.back().allocateAverage();
        }
        m_biasGradients.push_back(zeros(panelFloats(1, shapes[i].outputs)));
        const std::size_t inputs = shapes[i].inputs;
        const std::size_t size = inputsInPart(inputs);
        for (std::size_t first = 0; first < inputs; first += size) {
            m_parts.push_back({i - 1, {first, std::min(first + size, inputs)}});
        }
    }
}

void UpperLayers::setParameters(const Weights& values)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_layers[i].setParameters(values, i + 1);
    }
}

void UpperLayers::writeParameters(float* values, bool averaged) const
{
    for (const LayerState& layer : m_layers) {
        layer.writeParameters(values, averaged);
    }
}

void UpperLayers::average(float share)
{
    for (LayerState& layer : m_layers) {
        layer.average(share);
    }
}

void UpperLayers::swapAverage()
{
    for (LayerState& layer : m_layers) {
        layer.swapAverage();
    }
}

void UpperLayers::copyFrom(const UpperLayers& other)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_layers[i].copyFrom(other.m_layers[i]);
    }
}

void UpperLayers::reserve(std::size_t rows, bool training)
{
    const std::vector<LayerShape> shapes = m_architecture.layers();
    const auto forOutputs = [&](std::size_t count, std::size_t capacity) {
        std::vector<FloatArray> arrays;
        for (std::size_t i = 0; i < count; ++i) {
            arrays.push_back(zeros(panelFloats(capacity, shapes[i].outputs)));
        }
        return arrays;
    };
    // If memory runs out, the state stays consistent, so that a smaller batch can follow.
    if (rows > m_capacity) {
        m_capacity = 0;
        m_outputs.clear();
        m_deltas.clear();
        m_slopes.clear();
        m_outputs = forOutputs(shapes.size(), rows);
        m_scores.resize(rows);
        m_capacity = rows;
    }
    if (training && m_deltas.empty()) {
        if (m_hasSlopes) {
            m_slopes = forOutputs(shapes.size() - 1, m_capacity);
        }
        m_deltas = forOutputs(shapes.size(), m_capacity);
    }
}

/// Turns the pre-activations of a hidden layer, for ReLU already relu, into its output.
void UpperLayers::applyActivation(
    std::size_t layer, const Batch& batch, Range rows, std::int64_t step)
{
    const std::size_t units = m_layers[layer].shape.inputs;
    float* const values = m_outputs[layer].get();
    const bool learning = step != evaluateOnly;
    float* const slopes = learning ? m_slopes[layer].get() : nullptr;
    if (learning || m_architecture.activation() != Activation::Relu) {
        m_kernels.activate(m_architecture.activation(), values, slopes, units, batch.size, rows);
    }
    if (learning && !m_dropout.isOff()) {
        applyDropout(m_dropout, step, layer, values, slopes, units, batch.size, rows);
    }
}

void UpperLayers::passRows(
    const Batch& batch, Range rows, std::int64_t step, const kernels::Scratch& scratch)
{
    const bool learning = step != evaluateOnly;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (m_hasSlopes) {
            applyActivation(i, batch, rows, step);
        }
        m_kernels.forward(
            m_outputs[i].get(), m_layers[i].view(), m_outputs[i + 1].get(), batch.size, rows);
    }
    m_kernels.crossEntropy(m_outputs.back().get(), m_architecture.outputs(),
        {batch.labels, batch.indices, m_labelSmoothing}, 1.0F / static_cast<float>(batch.size),
        m_scores.data(), learning ? m_deltas.back().get() : nullptr, batch.size, rows);
    for (std::size_t i = learning ? m_layers.size() : 0; i-- > 0;) {
        const FloatArray& derivative = m_hasSlopes ? m_slopes[i] : m_outputs[i];
        m_kernels.backward(m_deltas[i + 1].get(), m_layers[i].view(),
            {derivative.get(), m_hasSlopes}, m_deltas[i].get(), batch.size, rows, scratch);
    }
}

void UpperLayers::updateWeights(const Part& part, std::size_t rows, const kernels::AdamStep& adam)
{
    const LayerState& layer = m_layers[part.layer];
    const float* const delta = m_deltas[part.layer + 1].get();
    m_kernels.updateWeights(m_outputs[part.layer].get(), delta, rows, layer.shape.inputs,
        layer.shape.outputs, layer.state(), adam, {}, part.inputs);
    if (part.inputs.first == 0) {
        float* const gradient = m_biasGradients[part.layer].get();
        m_kernels.sumColumns(delta, layer.shape.outputs, rows, gradient);
        m_kernels.adam(
            layer.biasState(), gradient, panelFloats(1, layer.shape.outputs), withoutDecay(adam));
    }
}

BatchSums UpperLayers::sums(std::size_t rows) const
{
    constexpr double large = 1e300; // each factor is at most the number of classes
    BatchSums sums;
    sums.images = rows;
    double product = 1;
    for (std::size_t row = 0; row < rows; ++row) {
        const kernels::RowScore& score = m_scores[row];
        product *= static_cast<double>(score.exponentials);
        if (product > large) {
            sums.loss += std::log(product);
            product = 1;
        }
        sums.loss -= static_cast<double>(score.label);
        if (score.correct == kernels::RowScore::outlier) {
            --sums.images;
        } else {
            sums.correct += score.correct;
        }
    }
    sums.loss += std::log(product);
    return sums;
}

} // namespace numeral
