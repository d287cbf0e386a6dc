// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/ink_renderer.h"

#include "core/ink/box.h"
#include "core/ink/digit_normaliser.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace numeral {

namespace {

/// In pixels: five for each pixel of MNIST's digits.
constexpr double longerSide = 100;
/// In pixels. Places the edges of the ink at pixel centres, so that rounding errors neither add a
/// row of faint pixels to its bounding box nor remove one.
constexpr double margin = 2.5;

/// Removes the points that aren't finite, and strokes without any other.
Ink withoutBrokenPoints(const Ink& ink)
{
    Ink sound;
    for (const Stroke& stroke : ink) {
        Stroke points;
        std::copy_if(stroke.begin(), stroke.end(), std::back_inserter(points),
            [](const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); });
        if (!points.empty()) {
            sound.push_back(std::move(points));
        }
    }
    return sound;
}

/// Moves and scales a drawing of finite points so that its longer side is 100; a dot keeps size 0.
/// Uses halves, since a whole side might overflow a double.
void normaliseSize(Ink& ink)
{
    const Box box = boxOf(ink);
    const double halfSide = std::max(box.right / 2 - box.left / 2, box.bottom / 2 - box.top / 2);
    const auto mapped = [halfSide](double value, double centre) {
        return halfSide > 0 ? (value / 2 - centre / 2) / halfSide * longerSide : 0.0;
    };
    for (Stroke& stroke : ink) {
        for (Point& point : stroke) {
            point = {mapped(point.x, box.centreX()), mapped(point.y, box.centreY())};
        }
    }
}

double distance(const Point& a, const Point& b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

Point interpolate(const Point& a, const Point& b, double fraction)
{
    return {a.x + fraction * (b.x - a.x), a.y + fraction * (b.y - a.y)};
}

/// Subdivides long straight lines. A pen on a canvas leaves many points, but a file may have a '7'
/// of three, which smoothing between midpoints alone would turn into an arc.
Stroke withShortLines(const Stroke& stroke)
{
    constexpr double maxLength = longerSide / 4;
    Stroke result{stroke.front()};
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const int pieces = 1 + static_cast<int>(distance(stroke[i - 1], stroke[i]) / maxLength);
        for (int piece = 1; piece <= pieces; ++piece) {
            result.push_back(
                interpolate(stroke[i - 1], stroke[i], static_cast<double>(piece) / pieces));
        }
    }
    return result;
}

/// Whether the pen reverses its direction, within 25 degrees.
bool turnsBack(const Point& from, const Point& corner, const Point& to)
{
    const double dot
        = (corner.x - from.x) * (to.x - corner.x) + (corner.y - from.y) * (to.y - corner.y);
    return dot < -0.9 * distance(from, corner) * distance(corner, to);
}

/// Quadratic B-spline through the midpoints of the stroke's segments, with its points as control
/// points, sampled as a polyline.
Stroke smoothed(const Stroke& stroke)
{
    constexpr double step = 2; // pixels
    if (stroke.size() < 3) {
        return stroke;
    }
    Stroke curve{stroke.front()};
    for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
        const Point start = curve.back();
        const Point& control = stroke[i];
        const Point end = interpolate(control, stroke[i + 1], 0.5);
        if (turnsBack(stroke[i - 1], control, stroke[i + 1])) {
            curve.push_back(control);
            curve.push_back(end);
            continue;
        }
        const int pieces
            = 1 + static_cast<int>((distance(start, control) + distance(control, end)) / step);
        for (int piece = 1; piece <= pieces; ++piece) {
            const double fraction = static_cast<double>(piece) / pieces;
            curve.push_back(interpolate(interpolate(start, control, fraction),
                interpolate(control, end, fraction), fraction));
        }
    }
    curve.push_back(stroke.back());
    return curve;
}

/// Draws an antialiased line with a round pen.
void paintLine(GreyImage& image, const Point& from, const Point& to, double radius)
{
    const auto clampTo = [](double value, std::size_t maximum) {
        return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(maximum)));
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
            const double fraction = std::clamp((across * x + down * y) * scale, 0.0, 1.0);
            const double apartX = across - fraction * x;
            const double apartY = down - fraction * y;
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

std::optional<GreyImage> renderInk(const Ink& ink, double penWidth)
{
    Ink curves = withoutBrokenPoints(ink);
    if (curves.empty()) {
        return std::nullopt;
    }
    normaliseSize(curves);
    for (Stroke& stroke : curves) {
        stroke = smoothed(withShortLines(stroke));
    }
    // Smoothing may have cut off a protruding corner: scale to the longer side again.
    const Box box = boxOf(curves);
    const double scale = box.longerSide() > 0 ? longerSide / box.longerSide() : 1;
    const double radius = longerSide * penWidth / 2;
    const double edge = margin + radius;
    const auto pixels = [scale, edge](double length) {
        return static_cast<std::size_t>(std::ceil(length * scale + 2 * edge));
    };
    GreyImage image(pixels(box.height()), pixels(box.width()));
    for (Stroke& stroke : curves) {
        for (Point& point : stroke) {
            point = {edge + scale * (point.x - box.left), edge + scale * (point.y - box.top)};
        }
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            paintLine(image, stroke[i == 0 ? 0 : i - 1], stroke[i], radius);
        }
    }
    return image;
}

std::optional<GreyImage> prepareInk(
    const Ink& ink, const ImageShape& shape, Preprocessing preprocessing, double penWidth)
{
    const std::optional<GreyImage> image = renderInk(ink, penWidth);
    return image ? prepareImage(*image, shape, preprocessing) : std::nullopt;
}

} // namespace numeral
