// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/classifier.h"

#include <algorithm>
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

Classifier::Classifier(const Weights& weights)
    : m_predictor(weights)
{
}

Recognition Classifier::classify(const GreyImage& image) const
{
    assert(image.pixels.size() == m_predictor.inputs());
    constexpr std::uint32_t theOne = 0;
    std::vector<float> probabilities
        = m_predictor.logits({image.pixels.data(), nullptr, {&theOne, 1}});
    const float largest = *std::max_element(probabilities.begin(), probabilities.end());
    softmax(probabilities);
    const auto winner = std::max_element(probabilities.begin(), probabilities.end());
    return {static_cast<std::size_t>(winner - probabilities.begin()), std::move(probabilities),
        largest};
}

} // namespace numeral
