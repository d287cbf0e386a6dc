// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/engine/training_engine.h"

#include <algorithm>
#include <numeric>

/// Random images and labels. On average one in `inkPeriod` pixels is not 0: sparse, as in MNIST;
/// dense for 1.
struct RandomImages {
    std::vector<std::uint8_t> pixels;
    std::vector<numeral::Label> labels;
    std::vector<std::uint32_t> indices;

    RandomImages(std::size_t count, std::size_t inputs, std::size_t classes, unsigned inkPeriod = 3)
    {
        numeral::Random random(7, numeral::RandomStream::Shuffle);
        for (std::size_t i = 0; i < count * inputs; ++i) {
            const bool ink = random.below(inkPeriod) == 0;
            pixels.push_back(ink ? static_cast<std::uint8_t>(1 + random.below(255)) : 0);
        }
        for (std::size_t i = 0; i < count; ++i) {
            labels.push_back(static_cast<numeral::Label>(random.below(classes)));
        }
        indices.resize(count);
        std::iota(indices.begin(), indices.end(), 0U);
        numeral::shuffle(random, indices);
    }

    /// Replaces the zeros of `count` images, from position `first` of the indices on.
    void makeDense(std::size_t first, std::size_t count)
    {
        const std::size_t size = pixels.size() / labels.size();
        for (std::size_t i = first; i < first + count; ++i) {
            const auto image = pixels.begin() + static_cast<std::ptrdiff_t>(indices[i] * size);
            std::replace(
                image, image + static_cast<std::ptrdiff_t>(size), std::uint8_t{0}, std::uint8_t{1});
        }
    }

    numeral::Batch batch(std::size_t first, std::size_t size) const
    {
        return {pixels.data(), labels.data(), indices.data() + first, size,
            indices.size() - first - size};
    }
};

inline numeral::Perceptron makeSpec(
    std::size_t inputs, std::vector<std::size_t> hidden, std::size_t outputs)
{
    numeral::Perceptron spec;
    spec.inputs = inputs;
    spec.hidden = std::move(hidden);
    spec.outputs = outputs;
    return spec;
}
