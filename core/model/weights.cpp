// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights.h"

#include "core/base/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace numeral {

Weights::Weights(Architecture architecture, std::vector<float> values)
    : m_architecture(std::move(architecture))
    , m_layers(m_architecture.layers())
    , m_values(std::move(values))
{
    assert(m_values.size() == m_architecture.parameterCount());
}

const float* Weights::weight(std::size_t layer) const
{
    return m_values.data() + m_layers[layer].weightOffset;
}

const float* Weights::bias(std::size_t layer) const
{
    return m_values.data() + m_layers[layer].biasOffset;
}

namespace {

/// How many of one output's positions take the same input.
std::size_t usesOfInput(const LayerShape& layer)
{
    return layer.convolution ? layer.convolution->kernel * layer.convolution->kernel : 1;
}

double varianceOf(Initializer initializer, const LayerShape& layer)
{
    const auto inputs = static_cast<double>(layer.inputs);
    const auto outputs = static_cast<double>(layer.outputs * usesOfInput(layer));
    const bool isHe = initializer == Initializer::HeNormal || initializer == Initializer::HeUniform;
    return 2.0 / (isHe ? inputs : inputs + outputs);
}

std::vector<float> drawnWeights(
    const Architecture& network, std::uint64_t seed, Initializer initializer)
{
    const bool isUniform
        = initializer == Initializer::GlorotUniform || initializer == Initializer::HeUniform;
    Random random(seed, RandomStream::InitialWeights);
    std::vector<float> values(network.parameterCount());
    for (const LayerShape& layer : network.layers()) {
        const double deviation = std::sqrt(varianceOf(initializer, layer));
        const double limit = std::sqrt(3.0) * deviation; // of the uniform distribution
        for (std::size_t i = layer.weightOffset; i < layer.biasOffset; ++i) {
            values[i] = static_cast<float>(
                isUniform ? limit * (2 * random.uniform() - 1) : deviation * random.normal());
        }
    }
    return values;
}

double lengthOf(const float* vector, std::size_t size)
{
    return std::sqrt(std::inner_product(vector, vector + size, vector, 0.0));
}

/// Returns the mean of the 3×3 neighbourhood of a pixel, with zero padding outside the image.
float meanAround(const float* values, const ImageShape& image, std::size_t row, std::size_t column)
{
    constexpr float square = 9;
    float sum = 0;
    for (std::size_t r = row == 0 ? 0 : row - 1; r < std::min(row + 2, image.rows); ++r) {
        for (std::size_t c = column == 0 ? 0 : column - 1; c < std::min(column + 2, image.columns);
             ++c) {
            sum += values[r * image.columns + c];
        }
    }
    return sum / square;
}

void smoothUnit(float* weights, const ImageShape& image)
{
    constexpr double scale = 0.5;
    const std::vector<float> rough(weights, weights + image.pixels());
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            weights[row * image.columns + column] = meanAround(rough.data(), image, row, column);
        }
    }
    const auto factor = static_cast<float>(
        scale * lengthOf(rough.data(), rough.size()) / lengthOf(weights, rough.size()));
    std::transform(weights, weights + rough.size(), weights,
        [factor](float weight) { return factor * weight; });
}

} // namespace

WeightsSnapshot initialWeights(
    const Architecture& network, std::uint64_t seed, Initializer initializer)
{
    return std::make_shared<const Weights>(network, drawnWeights(network, seed, initializer));
}

WeightsSnapshot initialWeights(const Architecture& network, const ImageShape& image,
    std::uint64_t seed, Initializer initializer)
{
    assert(image.pixels() == network.inputs());
    std::vector<float> values = drawnWeights(network, seed, initializer);
    const LayerShape first = network.layers().front();
    for (std::size_t unit = 0; !first.convolution && unit < first.outputs; ++unit) {
        smoothUnit(values.data() + first.weightOffset + unit * first.inputs, image);
    }
    return std::make_shared<const Weights>(network, std::move(values));
}

} // namespace numeral
