// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/predictor.h"

#include "core/model/convolution_layers.h"
#include "core/model/dense_layers.h"

#include <algorithm>
#include <cassert>

namespace numeral {

namespace {

/// Copies a row of a rows × values.size() matrix in panels.
void setRow(kernels::AlignedFloats& matrix, std::size_t rows, std::size_t row,
    std::span<const float> values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        matrix[(i / kernels::panelWidth * rows + row) * kernels::panelWidth
            + i % kernels::panelWidth]
            = values[i];
    }
}

std::vector<float> rowMajor(
    const kernels::AlignedFloats& matrix, std::size_t rows, std::size_t columns)
{
    std::vector<float> values(rows * columns);
    kernels::fromPanelRows(matrix.data(), rows, columns, values.data());
    return values;
}

} // namespace

struct Predictor::Layers {
    explicit Layers(const Weights& weights)
        : inputs(weights.architecture().inputs())
        , convolutions(weights)
        , dense(weights)
    {
    }

    std::size_t inputs;
    ConvolutionLayers convolutions; ///< none in a perceptron
    DenseLayers dense;

    /// Writes the logits of at most kernels::maxRows images, rows × classes.
    void logits(const kernels::Images& images, std::size_t rows, float* logits) const
    {
        if (convolutions.isEmpty()) {
            dense.logits(images, rows, logits);
            return;
        }
        kernels::AlignedFloats features(kernels::panelFloats(rows, dense.inputs()));
        for (std::size_t row = 0; row < rows; ++row) {
            std::vector<float> image(inputs);
            std::transform(images.image(row), images.image(row) + inputs, image.begin(),
                [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0F; });
            setRow(features, rows, row, convolutions.features(std::move(image)));
        }
        dense.logits(features, rows, logits);
    }
};

Predictor::Predictor(const Weights& weights)
    : m_layers(std::make_unique<const Layers>(weights))
{
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&& other) noexcept = default;
Predictor& Predictor::operator=(Predictor&& other) noexcept = default;

std::size_t Predictor::inputs() const
{
    return m_layers->inputs;
}

std::size_t Predictor::outputs() const
{
    return m_layers->dense.outputs();
}

std::vector<float> Predictor::logits(const PickedImages& images) const
{
    std::vector<float> logits(images.indices.size() * outputs());
    for (std::size_t first = 0; first < images.indices.size(); first += kernels::maxRows) {
        const std::size_t rows = std::min(kernels::maxRows, images.indices.size() - first);
        m_layers->logits({images.pixels, images.indices.data() + first, inputs()}, rows,
            logits.data() + first * outputs());
    }
    return logits;
}

std::vector<std::vector<float>> Predictor::activations(std::span<const float> image) const
{
    assert(image.size() == inputs());
    std::vector<std::vector<float>> activations;
    for (ConvolutionLayers::LayerTrace& layer :
        m_layers->convolutions.trace({image.begin(), image.end()})) {
        activations.push_back(std::move(layer.output));
    }
    const std::span<const float> features
        = activations.empty() ? image : std::span<const float>(activations.back());
    kernels::AlignedFloats row(kernels::panelFloats(1, features.size()));
    setRow(row, 1, 0, features);
    DenseLayers::Trace trace;
    m_layers->dense.logits(row, 1, trace);
    for (std::size_t i = 0; i < trace.outputs.size(); ++i) {
        activations.push_back(rowMajor(trace.outputs[i], 1, m_layers->dense.hidden(i)));
    }
    return activations;
}

std::vector<float> Predictor::gradients(
    std::span<const float> images, std::span<const float> direction) const
{
    assert(images.size() % inputs() == 0 && direction.size() == outputs());
    const std::size_t rows = images.size() / inputs();
    const std::size_t features = m_layers->dense.inputs();
    std::vector<ConvolutionLayers::Trace> traces;
    kernels::AlignedFloats values(kernels::panelFloats(rows, features));
    kernels::AlignedFloats directions(kernels::panelFloats(rows, outputs()));
    for (std::size_t row = 0; row < rows; ++row) {
        const auto image = images.subspan(row * inputs(), inputs());
        setRow(directions, rows, row, direction);
        if (m_layers->convolutions.isEmpty()) {
            setRow(values, rows, row, image);
        } else {
            traces.push_back(m_layers->convolutions.trace({image.begin(), image.end()}));
            setRow(values, rows, row, traces.back().back().output);
        }
    }
    DenseLayers::Trace trace;
    m_layers->dense.logits(values, rows, trace);
    std::vector<float> ofFeatures
        = rowMajor(m_layers->dense.gradients(std::move(directions), rows, trace), rows, features);
    if (traces.empty()) {
        return ofFeatures;
    }
    std::vector<float> gradients;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto first = ofFeatures.begin() + static_cast<std::ptrdiff_t>(row * features);
        const std::vector<float> ofImage = m_layers->convolutions.gradient(
            {first, first + static_cast<std::ptrdiff_t>(features)}, traces[row]);
        gradients.insert(gradients.end(), ofImage.begin(), ofImage.end());
    }
    return gradients;
}

} // namespace numeral
