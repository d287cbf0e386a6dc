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

/// Angle in radians by which the path turns at the point.
double turnAt(const Stroke& stroke, std::size_t i)
{
    if (i == 0 || i + 1 == stroke.size()) {
        return 0;
    }
    const double before = std::atan2(stroke[i].y - stroke[i - 1].y, stroke[i].x - stroke[i - 1].x);
    const double after = std::atan2(stroke[i + 1].y - stroke[i].y, stroke[i + 1].x - stroke[i].x);
    return std::abs(std::remainder(after - before, 2 * std::numbers::pi));
}

/// The stroke's length, and for each radian that it turns, as much again as `slowing`.
double timeOf(const Stroke& stroke, double slowing)
{
    double time = lengthOf(stroke);
    for (std::size_t i = 0; slowing > 0 && i < stroke.size(); ++i) {
        time += slowing * turnAt(stroke, i);
    }
    return time;
}

/// Resamples a stroke at equal times, as a pen of constant speed would that waits in turns, with
/// both ends. A dot stays one point: two, shaken apart and enlarged to the size of a digit, would
/// become a bar.
Stroke sampled(const Stroke& stroke, double distance, double slowing = 0)
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
        if (slowing > 0) {
            passed += slowing * turnAt(stroke, i);
            if (next <= passed) {
                points.push_back(to);
                next += distance * std::ceil((passed - next) / distance);
            }
        }
    }
    points.push_back(stroke.back());
    return points;
}

/// Displaces points that are `step` apart; the lines between them stay straight.
Stroke trembling(const Stroke& stroke, double step, double deviation, SmallRandom& random)
{
    Stroke points = sampled(stroke, step);
    for (Point& point : points) {
        point.x += deviation * shake(random);
        point.y += deviation * shake(random);
    }
    return points;
}

/// Replaces each point by the mean of the path within `reach` of it, and keeps the ends.
Stroke hasty(const Stroke& stroke, double reach)
{
    constexpr std::size_t pieces = 4;
    const Stroke path = sampled(stroke, reach / pieces);
    Stroke points;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const std::size_t near = std::min({pieces, i, path.size() - 1 - i});
        Point sum;
        for (std::size_t j = i - near; j <= i + near; ++j) {
            sum = {sum.x + path[j].x, sum.y + path[j].y};
        }
        const auto count = static_cast<double>(2 * near + 1);
        points.push_back({sum.x / count, sum.y / count});
    }
    return points;
}

/// Draws the strokes with a hand that trembles or hurries, within the limits.
void drawUnsteadily(Ink& drawing, const RedrawingLimits& limits, SmallRandom& random)
{
    constexpr double shortest = 0.03; // of the drawing's size, from one displaced point to the next
    constexpr double longest = 0.12;
    const double size = boxOf(drawing).longerSide();
    if (limits.tremor > 0 && size > 0) {
        const double step = size * uniform(shortest, longest, random);
        const double deviation = size * uniform(0, limits.tremor, random);
        for (Stroke& stroke : drawing) {
            stroke = trembling(stroke, step, deviation, random);
        }
    }
    if (limits.haste > 0 && size > 0) {
        const double reach = size * uniform(limits.haste / 4, limits.haste, random);
        for (Stroke& stroke : drawing) {
            stroke = hasty(stroke, reach);
        }
    }
}

} // namespace

RedrawingLimits withRandomPen(RedrawingLimits limits, SmallRandom& random)
{
    switch (random.below(8)) {
    case 0: // trembles
        limits.tremor = 0.03;
        limits.minPoints = 40;
        break;
    case 1: // jagged, on a coarse canvas
        limits.minSize = 0.4;
        limits.pixels = 40;
        break;
    case 2: // very fast
        limits.haste = 0.15;
        limits.minPoints = 8;
        limits.maxPoints = 25;
        break;
    case 3: // few points
        limits.minPoints = 6;
        limits.maxPoints = 14;
        limits.slowing = 0.2;
        break;
    default:
        break;
    }
    return limits;
}

Ink redraw(const Ink& drawing, const RedrawingLimits& limits, SmallRandom& random)
{
    Ink drawn = drawing;
    deform(drawn, limits, random);
    place(drawn, limits, random);
    drawUnsteadily(drawn, limits, random);
    const double slowing
        = limits.slowing > 0 ? boxOf(drawn).longerSide() * uniform(0, limits.slowing, random) : 0;
    double time = 0;
    for (const Stroke& stroke : drawn) {
        time += timeOf(stroke, slowing);
    }
    const double points
        = std::exp(uniform(std::log(limits.minPoints), std::log(limits.maxPoints), random));
    const double unsteadiness = uniform(0, limits.jitter, random);
    for (Stroke& stroke : drawn) {
        stroke = sampled(stroke, std::max(time / points, 1e-6), slowing);
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
