// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/classifier.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace numeral {

namespace {

/// Logits that overflowed count as the largest float, and those that aren't numbers as the least,
/// so that the probabilities always sum to 1.
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

/// The weights as the kernels read them.
struct Classifier::Layers {
    struct Layer {
        LayerShape shape;
        kernels::AlignedFloats weights;
        kernels::AlignedFloats bias;
        bool rectified = false;

        kernels::Layer view() const
        {
            return {weights.data(), bias.data(), shape.inputs, shape.outputs, rectified};
        }
    };

    const kernels::Kernels& kernels = kernels::best();
    Activation activation;
    std::vector<Layer> layers;
    std::size_t widest = 0; ///< the largest output, in floats

    explicit Layers(const Weights& weights)
        : activation(weights.spec().activation)
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

Recognition Classifier::classify(const GreyImage& image) const
{
    const std::vector<Layers::Layer>& layers = m_layers->layers;
    assert(image.pixels.size() == layers.front().shape.inputs);
    kernels::AlignedFloats buffer(2 * m_layers->widest);
    float* input = buffer.data();
    float* output = buffer.data() + m_layers->widest;

    constexpr std::uint32_t theOne = 0;
    const kernels::Images images{image.pixels.data(), &theOne, image.pixels.size()};
    kernels::InkList list;
    m_layers->kernels.forwardListed(
        images, {0, images.pixels}, layers.front().view(), output, 1, {0, 1}, {nullptr, &list});
    for (std::size_t i = 1; i < layers.size(); ++i) {
        if (m_layers->activation != Activation::Relu) {
            m_layers->kernels.activate(
                m_layers->activation, output, nullptr, layers[i].shape.inputs, 1, {0, 1});
        }
        std::swap(input, output);
        m_layers->kernels.forward(input, layers[i].view(), output, 1, {0, 1});
    }

    std::vector<float> probabilities(output, output + layers.back().shape.outputs);
    softmax(probabilities);
    const auto winner = std::max_element(probabilities.begin(), probabilities.end());
    return {static_cast<std::size_t>(winner - probabilities.begin()), std::move(probabilities)};
}

} // namespace numeral
