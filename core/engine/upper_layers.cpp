// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/upper_layers.h"

#include <algorithm>
#include <cmath>

namespace numeral {

using kernels::panelFloats;
using kernels::Range;

namespace {

/// Inputs whose weights are one part, of a layer with so many: each part reads all of δ, but
/// threads share few large parts unevenly.
std::size_t inputsInPart(std::size_t inputs)
{
    constexpr std::size_t parts = 16;
    const std::size_t panels = std::clamp<std::size_t>(kernels::panelsFor(inputs) / parts, 2, 8);
    return panels * kernels::panelWidth;
}

} // namespace

UpperLayers::UpperLayers(
    const MlpSpec& spec, const kernels::Kernels& kernels, const Allocate& allocate)
    : m_kernels(kernels)
    , m_spec(spec)
{
    const std::vector<LayerShape> shapes = spec.layers();
    for (std::size_t i = 1; i < shapes.size(); ++i) {
        m_layers.emplace_back(shapes[i], i + 1 < shapes.size(), allocate);
        m_biasGradients.push_back(allocate(panelFloats(1, shapes[i].outputs)));
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

void UpperLayers::writeParameters(float* values) const
{
    for (const LayerState& layer : m_layers) {
        layer.writeParameters(values);
    }
}

void UpperLayers::copyFrom(const UpperLayers& other)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_layers[i].copyFrom(other.m_layers[i]);
    }
}

void UpperLayers::reserve(std::size_t rows, bool training, const Allocate& allocate)
{
    const auto forEachOutput = [&](std::size_t capacity) {
        std::vector<FloatArray> arrays;
        for (const LayerShape& shape : m_spec.layers()) {
            arrays.push_back(allocate(panelFloats(capacity, shape.outputs)));
        }
        return arrays;
    };
    // Where there isn't memory, nothing half-made is left, so that a smaller batch can follow.
    if (rows > m_capacity) {
        m_capacity = 0;
        m_outputs.clear();
        m_deltas.clear();
        m_outputs = forEachOutput(rows);
        m_scores.resize(rows);
        m_capacity = rows;
    }
    if (training && m_deltas.empty()) {
        m_deltas = forEachOutput(m_capacity);
    }
}

void UpperLayers::passRows(
    const Batch& batch, Range rows, bool learning, const kernels::Scratch& scratch)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_kernels.forward(
            m_outputs[i].get(), m_layers[i].view(), m_outputs[i + 1].get(), batch.size, rows);
    }
    m_kernels.crossEntropy(m_outputs.back().get(), m_spec.outputs, batch.labels, batch.indices,
        1.0F / static_cast<float>(batch.size), m_scores.data(),
        learning ? m_deltas.back().get() : nullptr, batch.size, rows);
    for (std::size_t i = learning ? m_layers.size() : 0; i-- > 0;) {
        m_kernels.backward(m_deltas[i + 1].get(), m_layers[i].view(), m_outputs[i].get(),
            m_deltas[i].get(), batch.size, rows, scratch);
    }
}

void UpperLayers::learn(const Part& part, std::size_t rows, const kernels::AdamStep& adam)
{
    const LayerState& layer = m_layers[part.layer];
    const float* const delta = m_deltas[part.layer + 1].get();
    m_kernels.learn(m_outputs[part.layer].get(), delta, rows, layer.shape.inputs,
        layer.shape.outputs, layer.learnt(), adam, {}, part.inputs);
    if (part.inputs.first == 0) {
        float* const gradient = m_biasGradients[part.layer].get();
        m_kernels.sumColumns(delta, layer.shape.outputs, rows, gradient);
        m_kernels.adam(layer.learntBias(), gradient, panelFloats(1, layer.shape.outputs), adam);
    }
}

BatchSums UpperLayers::sums(std::size_t rows) const
{
    constexpr double large = 1e300; // a factor is at most the number of classes
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
        sums.correct += score.correct;
    }
    sums.loss += std::log(product);
    return sums;
}

} // namespace numeral
