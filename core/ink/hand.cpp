// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/hand.h"

#include "core/base/uniform.h"

#include <cmath>
#include <numbers>

namespace numeral {

namespace {

/// The point of a Catmull–Rom spline at `fraction` of the way from `from` to `to`.
Point between(
    const Point& before, const Point& from, const Point& to, const Point& after, double fraction)
{
    const auto blended = [fraction](double a, double b, double c, double d) {
        const double bend = 2 * a - 5 * b + 4 * c - d + fraction * (3 * (b - c) + d - a);
        return b + fraction / 2 * (c - a + fraction * bend);
    };
    return {blended(before.x, from.x, to.x, after.x), blended(before.y, from.y, to.y, after.y)};
}

} // namespace

Point Ring::at(double turn) const
{
    const double angle = 2 * std::numbers::pi * turn;
    return {centre.x + across * std::cos(angle), centre.y + high * std::sin(angle)};
}

void addArc(Stroke& stroke, const Ring& ring, double from, double to)
{
    constexpr double step = 0.03;
    const int pieces = 1 + static_cast<int>(std::abs(to - from) / step);
    for (int i = 0; i <= pieces; ++i) {
        stroke.push_back(ring.at(from + (to - from) * i / pieces));
    }
}

void addCurve(Stroke& stroke, std::span<const Point> points)
{
    constexpr int pieces = 8;
    Stroke path{stroke.back()};
    path.insert(path.end(), points.begin(), points.end());
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Point& before = path[i < 2 ? 0 : i - 2];
        const Point& after = path[i + 1 < path.size() ? i + 1 : i];
        for (int piece = 1; piece <= pieces; ++piece) {
            stroke.push_back(
                between(before, path[i - 1], path[i], after, static_cast<double>(piece) / pieces));
        }
    }
}

Ink leaning(Ink drawing, double degrees)
{
    const double slope = std::tan(degrees * std::numbers::pi / 180);
    for (Stroke& stroke : drawing) {
        for (Point& point : stroke) {
            point.x -= slope * point.y;
        }
    }
    return drawing;
}

double Hand::number(double low, double high)
{
    const double wider = (m_spread - 1) * (high - low) / 2;
    return uniform(low - wider, high + wider, m_random);
}

bool Hand::happens(double probability)
{
    return uniform(0, 1, m_random) < probability;
}

Point Hand::near(double x, double y)
{
    constexpr double apart = 0.05;
    return {x + number(-apart, apart), y + number(-apart, apart)};
}

Stroke Hand::ring(const Ring& ring)
{
    Stroke stroke;
    const double start = number(0, 1);
    const double length = number(0.97, 1.06);
    addArc(stroke, ring, start, start + (happens(0.5) ? length : -length));
    return stroke;
}

} // namespace numeral
