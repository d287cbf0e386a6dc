// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/redrawing.h"

#include "core/base/uniform.h"
#include "core/ink/box.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace numeral {

namespace {

constexpr double degree = std::numbers::pi / 180.0;

/// Approximately standard normal: the sum of three uniform numbers.
double shake(SmallRandom& random)
{
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        sum += static_cast<double>(random.symmetric());
    }
    return sum;
}

double lengthOf(const Stroke& stroke)
{
    double length = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    }
    return length;
}

void deform(Ink& drawing, const RedrawingLimits& limits, SmallRandom& random)
{
    const double slant = std::tan(uniform(-limits.slant, limits.slant, random) * degree);
    const double turn = uniform(-limits.rotation, limits.rotation, random) * degree;
    const double stretch = uniform(-limits.aspect, limits.aspect, random);
    const double aspect = stretch < 0 ? 1 / (1 - stretch) : 1 + stretch;
    for (Stroke& stroke : drawing) {
        for (Point& point : stroke) {
            const double x = aspect * point.x - slant * point.y;
            point = {std::cos(turn) * x - std::sin(turn) * point.y,
                std::sin(turn) * x + std::cos(turn) * point.y};
        }
    }
}

void place(Ink& drawing, const RedrawingLimits& limits, SmallRandom& random)
{
    const Box box = boxOf(drawing);
    const double size = uniform(limits.minSize, limits.maxSize, random);
    const double longer = std::max(box.width(), box.height());
    const double scale = longer > 0 ? size / longer : 1;
    const double left = uniform(0, 1 - scale * box.width(), random);
    const double top = uniform(0, 1 - scale * box.height(), random);
    for (Stroke& stroke : drawing) {
        for (Point& point : stroke) {
            point = {left + scale * (point.x - box.left), top + scale * (point.y - box.top)};
        }
    }
}

/// Resamples a stroke at equal distances, as a pen of constant speed would, with both ends. A dot
/// stays one point: two, shaken apart and enlarged to the size of a digit, would become a bar.
Stroke sampled(const Stroke& stroke, double distance)
{
    if (stroke.size() == 1) {
        return stroke;
    }
    Stroke points{stroke.front()};
    double next = distance;
    double passed = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const Point& from = stroke[i - 1];
        const Point& to = stroke[i];
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        for (; length > 0 && next <= passed + length; next += distance) {
            const double fraction = (next - passed) / length;
            points.push_back(
                {from.x + fraction * (to.x - from.x), from.y + fraction * (to.y - from.y)});
        }
        passed += length;
    }
    points.push_back(stroke.back());
    return points;
}

} // namespace

Ink redraw(const Ink& drawing, const RedrawingLimits& limits, SmallRandom& random)
{
    Ink drawn = drawing;
    deform(drawn, limits, random);
    place(drawn, limits, random);
    double length = 0;
    for (const Stroke& stroke : drawn) {
        length += lengthOf(stroke);
    }
    const double points
        = std::exp(uniform(std::log(limits.minPoints), std::log(limits.maxPoints), random));
    const double unsteadiness = uniform(0, limits.jitter, random);
    for (Stroke& stroke : drawn) {
        stroke = sampled(stroke, std::max(length / points, 1e-6));
        if (random.below(2) == 0) {
            std::reverse(stroke.begin(), stroke.end());
        }
        for (Point& point : stroke) {
            const auto onPixel = [&](double place) {
                const double shaken = place + unsteadiness * shake(random);
                return std::round(std::clamp(shaken, 0.0, 1.0) * limits.pixels) / limits.pixels;
            };
            point.x = onPixel(point.x);
            point.y = onPixel(point.y);
        }
    }
    return drawn;
}

} // namespace numeral
