// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dropout.h"

#include "core/base/small_random.h"

#include <cmath>

namespace numeral {

namespace {

constexpr unsigned int drawBits = 16;
constexpr std::uint32_t draws = 1U << drawBits;

/// Strides above the maximum numbers of layers and rows, so that all streams are distinct.
constexpr std::uint64_t layerStride = 16;
constexpr std::uint64_t rowStride = 1U << 20U;

} // namespace

Dropout::Dropout(double probability, std::uint64_t seed)
    : m_dropped(static_cast<std::uint32_t>(std::lround(probability * draws)))
    , m_factor(static_cast<float>(draws) / static_cast<float>(draws - m_dropped))
    , m_seed(seed)
{
}

void Dropout::factors(
    std::int64_t step, std::size_t layer, std::size_t row, std::vector<float>& factors) const
{
    constexpr std::size_t unitsADraw = 64 / drawBits;
    SmallRandom random(m_seed, RandomStream::Dropout,
        (static_cast<std::uint64_t>(step) * layerStride + layer) * rowStride + row);
    for (std::size_t first = 0; first + unitsADraw <= factors.size(); first += unitsADraw) {
        std::uint64_t bits = random.bits();
        for (std::size_t unit = first; unit < first + unitsADraw; ++unit) {
            factors[unit] = (bits & (draws - 1)) < m_dropped ? 0.0F : m_factor;
            bits >>= drawBits;
        }
    }
}

} // namespace numeral
