// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/downsampled_line.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace numeral::ui {
namespace {

constexpr std::size_t groupSize = 4; ///< groups of one level that form a group of the next
constexpr std::size_t maxPerColumn = 4; ///< values or groups per pixel column, a quarter at least

} // namespace

void DownsampledLine::clear()
{
    *this = {};
}

void DownsampledLine::add(double position, double value)
{
    constexpr float gap = std::numeric_limits<float>::quiet_NaN();
    const float kept = std::isfinite(value) ? static_cast<float>(value) : gap;
    const Extremes own{kept, kept};
    std::size_t group = m_values.size();
    Extremes before = group > 0 ? Extremes{m_values[0], m_values[0]} : own;
    m_positions.push_back(position);
    m_values.push_back(kept);
    for (auto& level : m_levels) {
        group /= groupSize;
        if (group == level.size()) {
            level.push_back(own);
        } else {
            level[group] = merged(level[group], own);
        }
        before = level.front();
    }
    if (group == 1) { // the coarsest level has two groups now, so add the next level
        m_levels.push_back({merged(before, own)});
    }
}

std::vector<DownsampledLine::Point> DownsampledLine::points(
    const ValueRange& range, std::size_t columns) const
{
    const std::size_t inside = firstAt(range.lower);
    const std::size_t first = inside - std::min<std::size_t>(inside, 1);
    const std::size_t end = std::min(firstAfter(range.upper) + 1, m_values.size());
    std::size_t size = 1;
    std::size_t level = 0;
    while (level < m_levels.size() && (end - first) / size > maxPerColumn * columns) {
        size *= groupSize;
        ++level;
    }
    std::vector<Point> result;
    result.reserve(2 * ((end - std::min(first, end)) / size + 2));
    for (std::size_t group = first / size; group * size < end; ++group) {
        const std::size_t from = group * size;
        const std::size_t to = std::min(from + size, m_values.size()) - 1;
        if (level == 0) {
            result.push_back({m_positions[from], m_values[from]});
        } else {
            const Extremes& extremes = m_levels[level - 1][group];
            result.push_back({m_positions[from], extremes.min});
            result.push_back({m_positions[to], extremes.max});
        }
    }
    return result;
}

std::size_t DownsampledLine::count(const ValueRange& range) const
{
    return firstAfter(range.upper) - firstAt(range.lower);
}

/// Ignores NaN unless both are NaN.
DownsampledLine::Extremes DownsampledLine::merged(const Extremes& a, const Extremes& b)
{
    return {std::fmin(a.min, b.min), std::fmax(a.max, b.max)};
}

std::size_t DownsampledLine::firstAt(double position) const
{
    const auto found = std::lower_bound(m_positions.begin(), m_positions.end(), position);
    return static_cast<std::size_t>(found - m_positions.begin());
}

std::size_t DownsampledLine::firstAfter(double position) const
{
    const auto found = std::upper_bound(m_positions.begin(), m_positions.end(), position);
    return static_cast<std::size_t>(found - m_positions.begin());
}

} // namespace numeral::ui
