// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/classifier.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace numeral {

namespace {

/// Softmax, in place. Clamps infinite logits to the range of finite floats and treats NaN as the
/// lowest float, so that the probabilities always sum to 1.
void softmax(std::vector<float>& logits)
{
    constexpr float limit = std::numeric_limits<float>::max();
    for (float& logit : logits) {
        logit = std::isnan(logit) ? -limit : std::clamp(logit, -limit, limit);
    }
    const float largest = *std::max_element(logits.begin(), logits.end());
    float sum = 0;
    for (float& logit : logits) {
        logit = std::exp(logit - largest);
        sum += logit;
    }
    for (float& logit : logits) {
        logit /= sum;
    }
}

} // namespace

/// The weights in the panel layout that the kernels expect.
struct Classifier::Layers {
    struct Layer {
        LayerShape shape;
        kernels::AlignedFloats weights;
        kernels::AlignedFloats bias;
        bool relu = false;

        kernels::Layer view() const
        {
            return {weights.data(), bias.data(), shape.inputs, shape.outputs, relu};
        }
    };

    const kernels::Kernels& kernels = kernels::best();
    Activation activation;
    std::vector<Layer> layers;
    std::size_t widest = 0; ///< floats per image of the widest layer's output, in panels

    void pass(const kernels::Images& images, std::size_t rows, std::span<float> logits) const;

    explicit Layers(const Weights& weights)
        : activation(weights.architecture().activation())
    {
        for (const LayerShape& shape : weights.layers()) {
            const std::size_t index = layers.size();
            Layer layer{shape,
                kernels::AlignedFloats(kernels::panelFloats(shape.inputs, shape.outputs)),
                kernels::AlignedFloats(kernels::panelFloats(1, shape.outputs)),
                activation == Activation::Relu && index + 1 < weights.layers().size()};
            kernels::toPanels(
                weights.weight(index), shape.inputs, shape.outputs, layer.weights.data());
            std::copy_n(weights.bias(index), shape.outputs, layer.bias.begin());
            widest = std::max(widest, layer.bias.size());
            layers.push_back(std::move(layer));
        }
    }
};

Classifier::Classifier(const Weights& weights)
    : m_layers(std::make_unique<const Layers>(weights))
{
}

Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&& other) noexcept = default;
Classifier& Classifier::operator=(Classifier&& other) noexcept = default;

/// Forward pass of at most `maxRows` images; writes their logits.
void Classifier::Layers::pass(
    const kernels::Images& images, std::size_t rows, std::span<float> logits) const
{
    kernels::AlignedFloats buffer(2 * rows * widest);
    float* input = buffer.data();
    float* output = buffer.data() + rows * widest;
    std::vector<kernels::SparseList> lists(rows);
    kernels.forwardSparse(images, {0, images.pixels}, layers.front().view(), output, rows,
        {0, rows}, {nullptr, lists.data()});
    for (std::size_t i = 1; i < layers.size(); ++i) {
        if (activation != Activation::Relu) {
            kernels.activate(activation, output, nullptr, layers[i].shape.inputs, rows, {0, rows});
        }
        std::swap(input, output);
        kernels.forward(input, layers[i].view(), output, rows, {0, rows});
    }
    kernels::fromPanelRows(output, rows, layers.back().shape.outputs, logits.data());
}

std::vector<float> Classifier::logits(const PickedImages& images) const
{
    const std::size_t pixels = m_layers->layers.front().shape.inputs;
    const std::size_t classes = m_layers->layers.back().shape.outputs;
    std::vector<float> logits(images.indices.size() * classes);
    for (std::size_t first = 0; first < images.indices.size(); first += kernels::maxRows) {
        const std::size_t rows = std::min(kernels::maxRows, images.indices.size() - first);
        m_layers->pass({images.pixels, images.indices.data() + first, pixels}, rows,
            std::span(logits).subspan(first * classes, rows * classes));
    }
    return logits;
}

Recognition Classifier::classify(const GreyImage& image) const
{
    assert(image.pixels.size() == m_layers->layers.front().shape.inputs);
    constexpr std::uint32_t theOne = 0;
    std::vector<float> probabilities = logits({image.pixels.data(), nullptr, {&theOne, 1}});
    const float largest = *std::max_element(probabilities.begin(), probabilities.end());
    softmax(probabilities);
    const auto winner = std::max_element(probabilities.begin(), probabilities.end());
    return {static_cast<std::size_t>(winner - probabilities.begin()), std::move(probabilities),
        largest};
}

} // namespace numeral
