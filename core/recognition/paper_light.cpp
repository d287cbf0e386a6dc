// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/paper_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace numeral {

namespace {

/// A pixel this far from its surroundings' mean is no paper.
constexpr int farFromPaper = 24;

/// Sums over rectangles of some pixels' values, and how many these are.
class RectangleSums {
public:
    template <typename IsWanted>
    RectangleSums(const GreyImage& image, const IsWanted& isWanted)
        : m_columns(image.columns + 1)
        , m_sums((image.rows + 1) * m_columns)
        , m_counts(m_sums.size())
    {
        for (std::size_t row = 0; row < image.rows; ++row) {
            std::int64_t sum = 0;
            std::int64_t count = 0;
            for (std::size_t column = 0; column < image.columns; ++column) {
                if (isWanted(row * image.columns + column)) {
                    sum += image.at(row, column);
                    ++count;
                }
                const std::size_t at = (row + 1) * m_columns + column + 1;
                m_sums[at] = m_sums[at - m_columns] + sum;
                m_counts[at] = m_counts[at - m_columns] + count;
            }
        }
    }

    /// The mean of what is wanted in rows top … bottom − 1; `otherwise` where that is nothing.
    int mean(std::size_t top, std::size_t left, std::size_t bottom, std::size_t right,
        int otherwise) const
    {
        const auto over = [&](const std::vector<std::int64_t>& sums) {
            return sums[bottom * m_columns + right] - sums[top * m_columns + right]
                - sums[bottom * m_columns + left] + sums[top * m_columns + left];
        };
        const std::int64_t count = over(m_counts);
        return count > 0 ? static_cast<int>((over(m_sums) + count / 2) / count) : otherwise;
    }

private:
    std::size_t m_columns;
    std::vector<std::int64_t> m_sums;
    std::vector<std::int64_t> m_counts;
};

/// The mean of what is wanted around each pixel.
template <typename IsWanted>
std::vector<int> meansAround(
    const GreyImage& image, const std::vector<int>& otherwise, const IsWanted& isWanted)
{
    constexpr std::size_t parts = 4;
    const std::size_t reach = std::max<std::size_t>(std::min(image.rows, image.columns) / parts, 8);
    const RectangleSums sums(image, isWanted);
    std::vector<int> means;
    means.reserve(image.pixels.size());
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            means.push_back(sums.mean(row - std::min(row, reach), column - std::min(column, reach),
                std::min(row + reach + 1, image.rows), std::min(column + reach + 1, image.columns),
                otherwise[row * image.columns + column]));
        }
    }
    return means;
}

} // namespace

GreyImage standingOut(const GreyImage& lightness)
{
    const std::vector<int> none(lightness.pixels.size());
    std::vector<int> paper = meansAround(lightness, none, [](std::size_t) { return true; });
    // Ink pulls the mean towards itself; so the mean is taken again, of what is near to it.
    constexpr int passes = 2;
    for (int pass = 0; pass < passes; ++pass) {
        paper = meansAround(lightness, paper, [&](std::size_t pixel) {
            return std::abs(lightness.pixels[pixel] - paper[pixel]) < farFromPaper;
        });
    }
    std::size_t darker = 0;
    std::size_t lighter = 0;
    for (std::size_t i = 0; i < paper.size(); ++i) {
        darker += paper[i] - lightness.pixels[i] >= farFromPaper ? 1 : 0;
        lighter += lightness.pixels[i] - paper[i] >= farFromPaper ? 1 : 0;
    }
    GreyImage ink(lightness.rows, lightness.columns);
    for (std::size_t i = 0; i < paper.size(); ++i) {
        const int difference = paper[i] - lightness.pixels[i];
        ink.pixels[i]
            = static_cast<std::uint8_t>(std::max(darker >= lighter ? difference : -difference, 0));
    }
    return ink;
}

int inkThreshold(const GreyImage& ink, int least)
{
    std::array<double, 256> histogram{};
    for (const std::uint8_t grey : ink.pixels) {
        ++histogram[grey];
    }
    double all = 0;
    double sum = 0;
    for (std::size_t grey = 0; grey < histogram.size(); ++grey) {
        all += histogram[grey];
        sum += static_cast<double>(grey) * histogram[grey];
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int threshold = 0;
    for (std::size_t grey = 0; grey + 1 < histogram.size(); ++grey) {
        below += histogram[grey];
        sumBelow += static_cast<double>(grey) * histogram[grey];
        const double above = all - below;
        if (below == 0 || above == 0) {
            continue;
        }
        const double apart = sumBelow / below - (sum - sumBelow) / above;
        if (below * above * apart * apart > best) {
            best = below * above * apart * apart;
            threshold = static_cast<int>(grey) + 1;
        }
    }
    return std::max(threshold, least);
}

} // namespace numeral
