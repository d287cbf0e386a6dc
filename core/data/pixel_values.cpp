// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pixel_values.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace numeral {

namespace {

struct Scale {
    double zero; ///< the value of black
    double range; ///< from there to white
};

std::optional<Scale> scaleOf(double least, double most, bool areWhole)
{
    constexpr double bytes = 255;
    constexpr double words = 65535;
    if (least >= 0 && most <= 1) {
        return Scale{0, 1};
    }
    if (least >= 0 && most <= bytes) {
        return Scale{0, bytes};
    }
    if (least >= -1 && most <= 1) {
        return Scale{-1, 2};
    }
    if (least >= 0 && most <= words && areWhole) {
        return Scale{0, words};
    }
    return std::nullopt;
}

} // namespace

void PixelValues::add(double value)
{
    m_least = std::min(m_least, value);
    m_most = std::max(m_most, value);
    if (m_others.empty() && value >= 0 && value <= 255 && std::floor(value) == value) {
        m_bytes.push_back(static_cast<std::uint8_t>(value));
        return;
    }
    if (m_others.empty()) {
        m_others.assign(m_bytes.begin(), m_bytes.end());
        m_bytes = {};
    }
    m_areFinite = m_areFinite && std::isfinite(value);
    m_beyondBytes += value > 255 ? 1 : 0;
    m_areWhole = m_areWhole && std::floor(value) == value;
    m_others.push_back(static_cast<float>(value));
}

tl::expected<std::vector<std::uint8_t>, std::string> PixelValues::take()
{
    if (m_others.empty()) {
        return std::move(m_bytes);
    }
    const std::optional<Scale> scale = scaleOf(m_least, m_most, m_areWhole);
    if (!m_areFinite) {
        return tl::unexpected(
            std::string("has pixels that are no finite numbers, such as NaN or infinity"));
    }
    constexpr std::size_t rare = 1000;
    const bool isOneWrong = m_beyondBytes > 0 && m_beyondBytes < m_others.size() / rare;
    if (!scale || isOneWrong) {
        return tl::unexpected("has pixels from " + shortText(m_least) + " to " + shortText(m_most)
            + ", where 0 to 255 or 0 to 1 are expected");
    }
    std::vector<std::uint8_t> bytes;
    bytes.reserve(m_others.size());
    for (const float value : m_others) {
        bytes.push_back(static_cast<std::uint8_t>(
            std::lround(255 * (static_cast<double>(value) - scale->zero) / scale->range)));
    }
    m_others = {};
    return bytes;
}

} // namespace numeral
