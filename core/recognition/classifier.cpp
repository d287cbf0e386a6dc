// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/classifier.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace numeral {

namespace {

/// Sums in independent lanes, since the compiler may not reorder one float sum into vectors.
float dotProduct(const float* a, const float* b, std::size_t count)
{
    constexpr std::size_t lanes = 16;
    std::array<float, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sums[lane] += a[i + lane] * b[i + lane];
        }
    }
    float rest = 0;
    for (; i < count; ++i) {
        rest += a[i] * b[i];
    }
    for (const float sum : sums) {
        rest += sum;
    }
    return rest;
}

std::vector<float> affine(const Weights& weights, std::size_t layer, const std::vector<float>& in)
{
    const LayerShape& shape = weights.layers()[layer];
    const float* row = weights.weight(layer);
    const float* bias = weights.bias(layer);
    std::vector<float> out(shape.outputs);
    for (std::size_t unit = 0; unit < shape.outputs; ++unit, row += shape.inputs) {
        out[unit] = bias[unit] + dotProduct(row, in.data(), shape.inputs);
    }
    return out;
}

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

Recognition classify(const Weights& weights, const GreyImage& image)
{
    assert(image.pixels.size() == weights.spec().inputs);
    std::vector<float> values(image.pixels.size());
    std::transform(image.pixels.begin(), image.pixels.end(), values.begin(),
        [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0F; });

    for (std::size_t layer = 0; layer < weights.layers().size(); ++layer) {
        if (layer > 0) {
            for (float& value : values) {
                value = std::max(value, 0.0F);
            }
        }
        values = affine(weights, layer, values);
    }
    softmax(values);

    const auto winner = std::max_element(values.begin(), values.end());
    return {static_cast<std::size_t>(winner - values.begin()), std::move(values)};
}

} // namespace numeral
