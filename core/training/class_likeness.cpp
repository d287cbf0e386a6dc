// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/class_likeness.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace numeral {

namespace {

/// Dot product with eight independent accumulators, which the compiler vectorises.
template <typename Features>
float product(const Features& a, const Features& b)
{
    constexpr std::size_t lanes = 8;
    std::array<float, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= a.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sums[lane] += a[i + lane] * b[i + lane];
        }
    }
    float sum = std::accumulate(sums.begin(), sums.end(), 0.0F);
    for (; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

/// The quantile; without values 1, which no cosine exceeds.
float quantile(std::vector<float>& values, double fraction)
{
    if (values.empty()) {
        return 1;
    }
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(fraction * static_cast<double>(values.size()))];
}

} // namespace

ClassLikeness::ClassLikeness(const LabelledImages& images, const Indices& training)
    : m_shape(images.shape())
{
    constexpr std::size_t maxReferences = 3000;
    constexpr std::size_t maxMeasured = 1000;
    constexpr std::size_t minMeasured = 150;
    constexpr double rejectedFraction = 0.02; // fraction of real images below the threshold
    const std::size_t measured = std::min(maxMeasured, training.size() / 4);
    const std::size_t references = std::min(maxReferences, training.size() - measured);
    m_references.reserve(references);
    for (std::size_t i = 0; i < references; ++i) {
        m_references.push_back(
            {featuresOf(images.image(training[i])), images.labels()[training[i]]});
    }
    std::vector<float> all;
    const auto labels = images.labels();
    const auto largest = std::max_element(labels.begin(), labels.end());
    std::vector<std::vector<float>> ofClass(largest != labels.end() ? *largest + 1U : 1U);
    for (std::size_t i = references; i < references + measured; ++i) {
        const Nearest found = nearest(featuresOf(images.image(training[i])));
        all.push_back(found.cosine);
        ofClass[found.label].push_back(found.cosine);
    }
    if (measured < minMeasured) {
        m_thresholds.assign(ofClass.size(), 2);
        return;
    }
    const float ofAll = quantile(all, rejectedFraction);
    for (std::vector<float>& cosines : ofClass) {
        m_thresholds.push_back(std::min(quantile(cosines, rejectedFraction), ofAll));
    }
}

bool ClassLikeness::isLikeClass(std::span<const std::uint8_t> image) const
{
    const Nearest found = nearest(featuresOf(image));
    return found.cosine >= m_thresholds[found.label];
}

ClassLikeness::Features ClassLikeness::featuresOf(std::span<const std::uint8_t> image) const
{
    Features features{};
    for (std::size_t row = 0; row < m_shape.rows; ++row) {
        float* const cells = features.data() + row * side / m_shape.rows * side;
        for (std::size_t column = 0; column < m_shape.columns; ++column) {
            cells[column * side / m_shape.columns]
                += static_cast<float>(image[row * m_shape.columns + column]);
        }
    }
    const float length = std::sqrt(product(features, features));
    if (length > 0) {
        std::for_each(features.begin(), features.end(), [length](float& cell) { cell /= length; });
    }
    return features;
}

ClassLikeness::Nearest ClassLikeness::nearest(const Features& features) const
{
    Nearest found;
    for (const Reference& reference : m_references) {
        const float cosine = product(reference.features, features);
        if (cosine > found.cosine) {
            found = {reference.label, cosine};
        }
    }
    return found;
}

} // namespace numeral
