// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_fitting.h"

#include "core/base/median.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace numeral {

namespace {

/// Which source pixels a target pixel covers along one axis, and how much of each.
struct Cover {
    std::size_t first;
    std::vector<double> weights; ///< their sum is 1
};

std::vector<Cover> coversAlong(std::size_t sources, std::size_t targets)
{
    const double length = static_cast<double>(sources) / static_cast<double>(targets);
    std::vector<Cover> covers;
    covers.reserve(targets);
    for (std::size_t i = 0; i < targets; ++i) {
        const double from = static_cast<double>(i) * length;
        const double to = std::min(from + length, static_cast<double>(sources));
        Cover cover{static_cast<std::size_t>(from), {}};
        for (auto source = static_cast<double>(cover.first); source < to; ++source) {
            cover.weights.push_back(
                (std::min(source + 1, to) - std::max(source, from)) / (to - from));
        }
        covers.push_back(std::move(cover));
    }
    return covers;
}

std::uint8_t borderGrey(const GreyImage& picture)
{
    std::vector<int> greys;
    for (std::size_t row = 0; row < picture.rows; ++row) {
        const bool isEdge = row == 0 || row + 1 == picture.rows;
        const std::size_t step = isEdge ? 1 : std::max<std::size_t>(picture.columns - 1, 1);
        for (std::size_t column = 0; column < picture.columns; column += step) {
            greys.push_back(picture.at(row, column));
        }
    }
    return static_cast<std::uint8_t>(median(greys));
}

std::size_t scaledSide(std::size_t side, double scale)
{
    const double scaled = std::round(static_cast<double>(side) * scale);
    return std::max<std::size_t>(static_cast<std::size_t>(scaled), 1);
}

} // namespace

GreyImage fittedTo(const ImageShape& shape, const GreyImage& picture)
{
    const double scale
        = std::min(static_cast<double>(shape.rows) / static_cast<double>(picture.rows),
            static_cast<double>(shape.columns) / static_cast<double>(picture.columns));
    const std::size_t rows = std::min(scaledSide(picture.rows, scale), shape.rows);
    const std::size_t columns = std::min(scaledSide(picture.columns, scale), shape.columns);
    const std::vector<Cover> rowCovers = coversAlong(picture.rows, rows);
    const std::vector<Cover> columnCovers = coversAlong(picture.columns, columns);
    GreyImage fitted(shape.rows, shape.columns);
    std::fill(fitted.pixels.begin(), fitted.pixels.end(), borderGrey(picture));
    const std::size_t top = (shape.rows - rows) / 2;
    const std::size_t left = (shape.columns - columns) / 2;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const Cover& down = rowCovers[row];
            const Cover& across = columnCovers[column];
            double grey = 0;
            for (std::size_t i = 0; i < down.weights.size(); ++i) {
                for (std::size_t j = 0; j < across.weights.size(); ++j) {
                    grey += down.weights[i] * across.weights[j]
                        * picture.at(down.first + i, across.first + j);
                }
            }
            fitted.at(top + row, left + column) = static_cast<std::uint8_t>(std::lround(grey));
        }
    }
    return fitted;
}

} // namespace numeral
