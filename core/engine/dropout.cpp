// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dropout.h"

#include "core/base/small_random.h"

#include <cmath>

namespace numeral {

namespace {

constexpr unsigned int drawBits = 16;
constexpr std::uint32_t draws = 1U << drawBits;

/// More than a network may have, so that no two streams are the same.
constexpr std::uint64_t layersApart = 16;
constexpr std::uint64_t rowsApart = 1U << 20U;

} // namespace

Dropout::Dropout(double probability, std::uint64_t seed)
    : m_dropped(static_cast<std::uint32_t>(std::lround(probability * draws)))
    , m_factor(static_cast<float>(draws) / static_cast<float>(draws - m_dropped))
    , m_seed(seed)
{
}

void Dropout::apply(std::int64_t step, std::size_t layer, float* values, float* slopes,
    std::size_t units, std::size_t rows, kernels::Range range) const
{
    constexpr std::size_t unitsADraw = 64 / drawBits;
    for (std::size_t row = range.first; row < range.last; ++row) {
        SmallRandom random(m_seed, RandomStream::Dropout,
            (static_cast<std::uint64_t>(step) * layersApart + layer) * rowsApart + row);
        for (std::size_t panel = 0; panel < kernels::panelsFor(units); ++panel) {
            const std::size_t first = (panel * rows + row) * kernels::panelWidth;
            for (std::size_t i = 0; i < kernels::panelWidth; i += unitsADraw) {
                std::uint64_t bits = random.bits();
                for (std::size_t unit = first + i; unit < first + i + unitsADraw; ++unit) {
                    const float factor = (bits & (draws - 1)) < m_dropped ? 0.0F : m_factor;
                    values[unit] *= factor;
                    slopes[unit] *= factor;
                    bits >>= drawBits;
                }
            }
        }
    }
}

} // namespace numeral
