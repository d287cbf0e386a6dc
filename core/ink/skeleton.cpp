// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/skeleton.h"

#include "core/ink/bitmap.h"
#include "core/ink/line_tracer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace numeral {

namespace {

constexpr std::size_t enlargement = 4;

/// Bilinear interpolation of the image, 0 outside; x and y in pixels, with pixel centres at +0.5.
double greyAt(std::span<const std::uint8_t> image, const ImageShape& shape, double x, double y)
{
    const auto pixel = [&](double column, double row) {
        const bool inside = column >= 0 && row >= 0 && column < static_cast<double>(shape.columns)
            && row < static_cast<double>(shape.rows);
        return inside ? static_cast<double>(image[static_cast<std::size_t>(row) * shape.columns
                   + static_cast<std::size_t>(column)])
                      : 0.0;
    };
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const double right = x - 0.5 - left;
    const double lower = y - 0.5 - top;
    return (1 - lower) * ((1 - right) * pixel(left, top) + right * pixel(left + 1, top))
        + lower * ((1 - right) * pixel(left, top + 1) + right * pixel(left + 1, top + 1));
}

/// Maximum filter, 5×5: the darkest ink around each pixel.
std::vector<std::uint8_t> localMaxima(std::span<const std::uint8_t> image, const ImageShape& shape)
{
    constexpr std::size_t reach = 2;
    std::vector<std::uint8_t> maxima(image.size());
    for (std::size_t row = 0; row < shape.rows; ++row) {
        for (std::size_t column = 0; column < shape.columns; ++column) {
            std::uint8_t& maximum = maxima[row * shape.columns + column];
            for (std::size_t r = row - std::min(row, reach);
                 r < std::min(row + reach + 1, shape.rows); ++r) {
                for (std::size_t c = column - std::min(column, reach);
                     c < std::min(column + reach + 1, shape.columns); ++c) {
                    maximum = std::max(maximum, image[r * shape.columns + c]);
                }
            }
        }
    }
    return maxima;
}

/// Whether a thin line runs through the place: in some direction it is darker than both sides.
bool isRidge(
    std::span<const std::uint8_t> image, const ImageShape& shape, double x, double y, double grey)
{
    constexpr double reach = 1.5; // pixels
    constexpr double fraction = 0.7;
    static constexpr std::array<Point, 4> directions{{{1, 0}, {0.7, 0.7}, {0, 1}, {0.7, -0.7}}};
    return std::ranges::any_of(directions, [&](const Point& direction) {
        const double dx = reach * direction.x;
        const double dy = reach * direction.y;
        return std::max(greyAt(image, shape, x - dx, y - dy), greyAt(image, shape, x + dx, y + dy))
            <= fraction * grey;
    });
}

/// Upscales the image and thresholds it relative to the darkest ink nearby, so that faint lines
/// don't break and small holes stay open; where a line is uneven, its fainter parts are ink as
/// well. Drops components that are faint everywhere.
Bitmap enlarged(std::span<const std::uint8_t> image, const ImageShape& shape)
{
    constexpr double fraction = 0.6;
    constexpr double ridgeFraction = 0.45;
    constexpr double minGrey = 0.2;
    constexpr double dark = 0.5;
    Bitmap bitmap(shape.rows * enlargement, shape.columns * enlargement);
    std::vector<Cell> darkCells;
    const std::vector<std::uint8_t> maxima = localMaxima(image, shape);
    const double peak = *std::max_element(image.begin(), image.end());
    for (std::size_t row = 0; row < bitmap.rows(); ++row) {
        for (std::size_t column = 0; column < bitmap.columns(); ++column) {
            const std::uint8_t around
                = maxima[row / enlargement * shape.columns + column / enlargement];
            if (around == 0) {
                continue;
            }
            const double x = (static_cast<double>(column) + 0.5) / enlargement;
            const double y = (static_cast<double>(row) + 0.5) / enlargement;
            const double grey = greyAt(image, shape, x, y);
            if (grey == 0 || grey < minGrey * peak || grey < ridgeFraction * around) {
                continue;
            }
            if (grey >= fraction * around || isRidge(image, shape, x, y, grey)) {
                bitmap.set({row, column}, true);
                if (grey >= dark * peak) {
                    darkCells.push_back({row, column});
                }
            }
        }
    }
    return bitmap.connected(std::move(darkCells));
}

} // namespace

Ink skeletonStrokes(std::span<const std::uint8_t> image, const ImageShape& shape)
{
    Bitmap bitmap = enlarged(image, shape);
    thin(bitmap);
    Ink drawing = traceLines(std::move(bitmap));
    for (Stroke& stroke : drawing) {
        for (Point& point : stroke) {
            point = {point.x / enlargement, point.y / enlargement};
        }
    }
    return drawing;
}

} // namespace numeral
