// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/digit_normaliser.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

struct Extent {
    std::size_t top = 0;
    std::size_t left = 0;
    std::size_t rows = 0;
    std::size_t columns = 0;
};

std::optional<Extent> inkExtent(const GreyImage& image)
{
    std::size_t top = image.rows;
    std::size_t bottom = 0;
    std::size_t left = image.columns;
    std::size_t right = 0;
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            if (image.at(row, column) != 0) {
                top = std::min(top, row);
                bottom = row + 1;
                left = std::min(left, column);
                right = std::max(right, column + 1);
            }
        }
    }
    if (bottom == 0) {
        return std::nullopt;
    }
    return Extent{top, left, bottom - top, right - left};
}

/// Maps source pixels to target cells along one axis. All lengths are integers in one small unit,
/// so that a picture and its enlargement give bit-identical sums.
struct Axis {
    std::size_t pixel; ///< length of a source pixel
    std::size_t cell; ///< length of a target cell
    std::size_t origin; ///< where source pixel 0 starts
};

/// The overlap of one source pixel and one target cell.
struct Overlap {
    std::size_t source;
    std::size_t target;
    double length;
};

/// All overlaps of `pixels` source pixels, sorted by source and then by target.
std::vector<Overlap> overlapsAlong(const Axis& axis, std::size_t pixels, std::size_t cells)
{
    std::vector<Overlap> overlaps;
    overlaps.reserve(pixels + cells);
    for (std::size_t source = 0; source < pixels; ++source) {
        std::size_t from = axis.origin + source * axis.pixel;
        const std::size_t end = from + axis.pixel;
        for (std::size_t target = from / axis.cell; from < end && target < cells; ++target) {
            const std::size_t to = std::min(end, (target + 1) * axis.cell);
            overlaps.push_back({source, target, static_cast<double>(to - from)});
            from = to;
        }
    }
    return overlaps;
}

/// Sums grey × area over each cell of `target`, and scales the result to a peak of 255.
GreyImage resampled(const GreyImage& image, const Extent& box, const Axis& rowAxis,
    const Axis& columnAxis, const ImageShape& target)
{
    const std::vector<Overlap> rowOverlaps = overlapsAlong(rowAxis, box.rows, target.rows);
    const std::vector<Overlap> columnOverlaps
        = overlapsAlong(columnAxis, box.columns, target.columns);
    const std::size_t firstColumn = columnOverlaps.front().target;
    const std::size_t endColumn = columnOverlaps.back().target + 1;

    std::vector<double> sums(target.pixels());
    std::vector<double> line(target.columns);
    std::size_t row = box.rows; // the row that `line` holds; none yet
    for (const Overlap& rowOverlap : rowOverlaps) {
        if (rowOverlap.source != row) {
            row = rowOverlap.source;
            std::fill(line.begin(), line.end(), 0.0);
            for (const Overlap& overlap : columnOverlaps) {
                line[overlap.target]
                    += overlap.length * image.at(box.top + row, box.left + overlap.source);
            }
        }
        double* cells = sums.data() + rowOverlap.target * target.columns;
        for (std::size_t column = firstColumn; column < endColumn; ++column) {
            cells[column] += rowOverlap.length * line[column];
        }
    }

    GreyImage result(target.rows, target.columns);
    const double peak = *std::max_element(sums.begin(), sums.end());
    std::transform(sums.begin(), sums.end(), result.pixels.begin(), [peak](double sum) {
        return static_cast<std::uint8_t>(std::floor(255 * sum / peak + 0.5));
    });
    return result;
}

/// Sum and first moments of the ink, in half pixels: pixel i has its centre at 2i + 1.
struct Moments {
    std::int64_t ink = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

Moments momentsOf(const GreyImage& image)
{
    Moments moments;
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            const std::int64_t grey = image.at(row, column);
            moments.ink += grey;
            moments.rows += grey * static_cast<std::int64_t>(2 * row + 1);
            moments.columns += grey * static_cast<std::int64_t>(2 * column + 1);
        }
    }
    return moments;
}

std::int64_t floorDivide(std::int64_t dividend, std::int64_t divisor)
{
    const std::int64_t quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/// floor(15/28 × side − centre of mass), in integers, since images whose centre lies exactly on a
/// pixel boundary are common.
std::int64_t pasteOffset(std::size_t side, std::int64_t moment, std::int64_t ink)
{
    return floorDivide(30 * static_cast<std::int64_t>(side) * ink - 28 * moment, 56 * ink);
}

/// Copies `patch` into an empty image, clipped to it.
GreyImage pasted(
    const GreyImage& patch, const ImageShape& shape, std::int64_t top, std::int64_t left)
{
    GreyImage result(shape.rows, shape.columns);
    for (std::size_t row = 0; row < patch.rows; ++row) {
        for (std::size_t column = 0; column < patch.columns; ++column) {
            // Negative coordinates wrap to huge ones, which are outside too.
            const std::size_t toRow = static_cast<std::size_t>(top) + row;
            const std::size_t toColumn = static_cast<std::size_t>(left) + column;
            if (toRow < shape.rows && toColumn < shape.columns) {
                result.at(toRow, toColumn) = patch.at(row, column);
            }
        }
    }
    return result;
}

} // namespace

std::optional<GreyImage> normaliseDigit(const GreyImage& ink, const ImageShape& shape)
{
    const std::optional<Extent> box = inkExtent(ink);
    if (!box || shape.pixels() == 0) {
        return std::nullopt;
    }
    // MNIST's 20 and 10 pixels of 28, in proportion.
    const std::size_t side = (20 * std::min(shape.rows, shape.columns) + 14) / 28;
    const std::size_t square = std::max({box->rows, box->columns, (side + 1) / 2});

    // The square is never built: padding is an offset, and doubling pixels before exact area
    // averaging changes nothing.
    const Axis rowAxis{side, square, (square - box->rows) / 2 * side};
    const Axis columnAxis{side, square, (square - box->columns) / 2 * side};
    const GreyImage digit = resampled(ink, *box, rowAxis, columnAxis, {side, side});

    const Moments moments = momentsOf(digit);
    return pasted(digit, shape, pasteOffset(shape.rows, moments.rows, moments.ink),
        pasteOffset(shape.columns, moments.columns, moments.ink));
}

std::optional<GreyImage> fitPicture(const GreyImage& ink, const ImageShape& shape)
{
    const std::optional<Extent> box = inkExtent(ink);
    if (!box || shape.pixels() == 0) {
        return std::nullopt;
    }
    const bool tall = box->rows * shape.columns >= box->columns * shape.rows;
    const std::size_t pixel = tall ? shape.rows : shape.columns;
    const std::size_t cell = tall ? box->rows : box->columns;
    // Padding with whole cells keeps the picture sharp. An odd one goes before it, as in 99.7% of
    // Fashion-MNIST's images.
    const auto axisFor = [pixel, cell](std::size_t pixels, std::size_t cells) {
        const std::size_t used = (pixels * pixel + cell - 1) / cell;
        return Axis{pixel, cell, (cells - used + 1) / 2 * cell};
    };
    return resampled(
        ink, *box, axisFor(box->rows, shape.rows), axisFor(box->columns, shape.columns), shape);
}

std::optional<GreyImage> prepareImage(
    const GreyImage& ink, const ImageShape& shape, Preprocessing preprocessing)
{
    return preprocessing == Preprocessing::Mnist ? normaliseDigit(ink, shape)
                                                 : fitPicture(ink, shape);
}

} // namespace numeral
