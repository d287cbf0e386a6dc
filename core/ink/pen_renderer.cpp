// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/pen_renderer.h"

#include "core/ink/pen_box.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

constexpr double longerSide = 80;
constexpr double margin = 2;

/// Cuts each corner at a quarter of its lines and keeps the ends, twice where there are few points:
/// nearly the quadratic B-spline of the points (Chaikin 1974, "An algorithm for high-speed curve
/// generation").
PenStroke rounded(const PenStroke& stroke)
{
    constexpr std::size_t fine = 60; // points, between which no corner shows any more
    PenStroke points = stroke;
    for (int i = 0; i < 2 && points.size() > 2 && points.size() < fine; ++i) {
        PenStroke cut{points.front()};
        for (std::size_t k = 1; k < points.size(); ++k) {
            const PenPoint& a = points[k - 1];
            const PenPoint& b = points[k];
            cut.push_back({0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y});
            cut.push_back({0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y});
        }
        cut.push_back(points.back());
        points = std::move(cut);
    }
    return points;
}

/// Darkens the pixels that a straight line of the pen covers.
void paintLine(GreyImage& image, const PenPoint& from, const PenPoint& to, double radius)
{
    const auto clampTo = [](double value, std::size_t most) {
        return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const std::size_t top = clampTo(std::min(from.y, to.y) - radius - 0.5, image.rows);
    const std::size_t bottom = clampTo(std::max(from.y, to.y) + radius + 1.5, image.rows);
    const std::size_t left = clampTo(std::min(from.x, to.x) - radius - 0.5, image.columns);
    const std::size_t right = clampTo(std::max(from.x, to.x) + radius + 1.5, image.columns);
    const double x = to.x - from.x;
    const double y = to.y - from.y;
    const double length2 = x * x + y * y;
    const double scale = length2 > 0 ? 1 / length2 : 0;
    const double outside2 = (radius + 0.5) * (radius + 0.5);
    for (std::size_t row = top; row < bottom; ++row) {
        const double down = static_cast<double>(row) + 0.5 - from.y;
        for (std::size_t column = left; column < right; ++column) {
            const double across = static_cast<double>(column) + 0.5 - from.x;
            const double share = std::clamp((across * x + down * y) * scale, 0.0, 1.0);
            const double apartX = across - share * x;
            const double apartY = down - share * y;
            const double distance2 = apartX * apartX + apartY * apartY;
            if (distance2 < outside2) {
                const double covered = std::min(radius + 0.5 - std::sqrt(distance2), 1.0);
                std::uint8_t& pixel = image.at(row, column);
                pixel = std::max(pixel, static_cast<std::uint8_t>(255 * covered + 0.5));
            }
        }
    }
}

} // namespace

GreyImage renderPen(const PenDrawing& drawing, double penWidth)
{
    const PenBox box = boxOf(drawing);
    if (box.isEmpty()) {
        return {};
    }
    const double longer = std::max(box.width(), box.height());
    const double scale = longer > 0 ? longerSide / longer : 1;
    const double radius = longerSide * penWidth / 2;
    const double edge = margin + radius;
    const auto pixels = [&](double length) {
        return static_cast<std::size_t>(std::ceil(length * scale + 2 * edge));
    };
    GreyImage image(pixels(box.height()), pixels(box.width()));
    for (const PenStroke& stroke : drawing) {
        PenStroke points = rounded(stroke);
        for (PenPoint& point : points) {
            point = {edge + scale * (point.x - box.left), edge + scale * (point.y - box.top)};
        }
        for (std::size_t i = 0; i < points.size(); ++i) {
            paintLine(image, points[i == 0 ? 0 : i - 1], points[i], radius);
        }
    }
    return image;
}

} // namespace numeral
