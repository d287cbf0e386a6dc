// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights.h"

#include "core/base/random.h"

#include <cassert>
#include <cmath>

namespace numeral {

Weights::Weights(MlpSpec spec, std::vector<float> values)
    : m_spec(std::move(spec))
    , m_layers(m_spec.layers())
    , m_values(std::move(values))
{
    assert(m_values.size() == m_spec.parameterCount());
}

const float* Weights::weight(std::size_t layer) const
{
    return m_values.data() + m_layers[layer].weightOffset;
}

const float* Weights::bias(std::size_t layer) const
{
    return m_values.data() + m_layers[layer].biasOffset;
}

WeightsSnapshot initialWeights(const MlpSpec& spec, std::uint64_t seed)
{
    Random random(seed, RandomStream::InitialWeights);
    std::vector<float> values(spec.parameterCount());
    for (const LayerShape& layer : spec.layers()) {
        const double deviation = std::sqrt(2.0 / static_cast<double>(layer.inputs + layer.outputs));
        for (std::size_t i = layer.weightOffset; i < layer.biasOffset; ++i) {
            values[i] = static_cast<float>(deviation * random.normal());
        }
    }
    return std::make_shared<const Weights>(spec, std::move(values));
}

} // namespace numeral
