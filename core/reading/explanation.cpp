// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/explanation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

namespace numeral {

namespace {

using Vector = std::vector<float>;

constexpr int steps = 16;

float activated(Activation activation, float x)
{
    switch (activation) {
    case Activation::Relu:
        return std::max(x, 0.0F);
    case Activation::Gelu:
        return 0.5F * x * (1.0F + std::erf(x / std::numbers::sqrt2_v<float>));
    case Activation::Tanh:
        return std::tanh(x);
    }
    return x;
}

float slope(Activation activation, float x)
{
    switch (activation) {
    case Activation::Relu:
        return x > 0 ? 1.0F : 0.0F;
    case Activation::Gelu: {
        constexpr float inverseRootOfTwoPi = 0.39894228F;
        return 0.5F * (1.0F + std::erf(x / std::numbers::sqrt2_v<float>))
            + x * inverseRootOfTwoPi * std::exp(-0.5F * x * x);
    }
    case Activation::Tanh:
        return 1.0F - std::tanh(x) * std::tanh(x);
    }
    return 1;
}

/// Weight · input, without the bias.
Vector product(const Weights& weights, std::size_t layer, const Vector& input)
{
    const LayerShape& shape = weights.layers()[layer];
    const float* row = weights.weight(layer);
    Vector output(shape.outputs);
    for (float& sum : output) {
        // Independent partial sums, which the compiler vectorises.
        constexpr std::size_t lanes = 8;
        float parts[lanes] = {};
        std::size_t i = 0;
        for (; i + lanes <= shape.inputs; i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                parts[lane] += row[i + lane] * input[i + lane];
            }
        }
        sum = std::accumulate(std::begin(parts), std::end(parts), 0.0F);
        for (; i < shape.inputs; ++i) {
            sum += row[i] * input[i];
        }
        row += shape.inputs;
    }
    return output;
}

/// Weightᵀ · δ.
Vector productBack(const Weights& weights, std::size_t layer, const Vector& delta)
{
    const LayerShape& shape = weights.layers()[layer];
    const float* row = weights.weight(layer);
    Vector input(shape.inputs);
    for (const float value : delta) {
        for (std::size_t i = 0; value != 0 && i < shape.inputs; ++i) {
            input[i] += value * row[i];
        }
        row += shape.inputs;
    }
    return input;
}

void addBias(const Weights& weights, std::size_t layer, Vector& sums)
{
    std::transform(sums.begin(), sums.end(), weights.bias(layer), sums.begin(), std::plus<>());
}

/// The first layer's products of a path from blank paper (`start`) to the image (`start` + `way`).
struct Path {
    Vector start;
    Vector way;
};

/// Pre-activations of each layer, `fraction` of the way along the path.
std::vector<Vector> sumsOf(const Weights& weights, const Path& path, float fraction)
{
    const Activation activation = weights.architecture().activation();
    std::vector<Vector> sums;
    for (std::size_t layer = 0; layer < weights.layers().size(); ++layer) {
        Vector sum;
        if (layer == 0) {
            sum = path.start;
            std::transform(sum.begin(), sum.end(), path.way.begin(), sum.begin(),
                [fraction](float start, float way) { return start + fraction * way; });
        } else {
            Vector input = sums.back();
            std::for_each(input.begin(), input.end(),
                [activation](float& value) { value = activated(activation, value); });
            sum = product(weights, layer, input);
        }
        addBias(weights, layer, sum);
        sums.push_back(std::move(sum));
    }
    return sums;
}

/// Gradient δ of the label's logit minus the mean logit, with respect to the first layer's
/// pre-activations.
Vector firstDelta(const Weights& weights, const std::vector<Vector>& sums, std::size_t label)
{
    Vector delta(sums.back().size(), -1.0F / static_cast<float>(sums.back().size()));
    delta[label] += 1;
    for (std::size_t layer = sums.size() - 1; layer > 0; --layer) {
        delta = productBack(weights, layer, delta);
        for (std::size_t unit = 0; unit < delta.size(); ++unit) {
            delta[unit] *= slope(weights.architecture().activation(), sums[layer - 1][unit]);
        }
    }
    return delta;
}

} // namespace

Explanation explain(
    const Weights& weights, const GreyImage& image, std::size_t label, std::uint8_t paper)
{
    assert(image.pixels.size() == weights.architecture().inputs()
        && label < weights.architecture().outputs());
    const auto asInput = [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0F; };
    Vector difference(image.pixels.size()); // from blank paper
    std::transform(image.pixels.begin(), image.pixels.end(), difference.begin(),
        [&](std::uint8_t grey) { return asInput(grey) - asInput(paper); });
    const Path path{product(weights, 0, Vector(difference.size(), asInput(paper))),
        product(weights, 0, difference)};

    Explanation explanation;
    const std::vector<Vector> sums = sumsOf(weights, path, 1);
    for (std::size_t layer = 0; layer + 1 < sums.size(); ++layer) {
        Vector& activations = explanation.activations.emplace_back(sums[layer]);
        std::for_each(activations.begin(), activations.end(), [&weights](float& value) {
            value = activated(weights.architecture().activation(), value);
        });
    }
    // The first layer is linear, so the mean gradient is its transposed weights times the mean δ.
    Vector meanDelta(path.way.size());
    for (int step = 0; step < steps; ++step) {
        const float fraction = (static_cast<float>(step) + 0.5F) / steps;
        const Vector delta = firstDelta(weights, sumsOf(weights, path, fraction), label);
        std::transform(meanDelta.begin(), meanDelta.end(), delta.begin(), meanDelta.begin(),
            [](float sum, float value) { return sum + value / steps; });
    }
    explanation.attribution = productBack(weights, 0, meanDelta);
    std::transform(explanation.attribution.begin(), explanation.attribution.end(),
        difference.begin(), explanation.attribution.begin(), std::multiplies<>());
    return explanation;
}

} // namespace numeral
