// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

#include <initializer_list>
#include <span>

namespace numeral {

/// Angles of arcs in turns, clockwise from the right, since y points down.
namespace turns {
inline constexpr double down = 0.25;
inline constexpr double left = 0.5;
inline constexpr double up = 0.75;
inline constexpr double right = 1;
} // namespace turns

/// An ellipse, along which arcs are drawn.
struct Ring {
    Point centre;
    double across; ///< radius
    double high; ///< radius

    Point at(double turn) const;
};

/// Continues a stroke along the ring.
void addArc(Stroke& stroke, const Ring& ring, double from, double to);

/// Continues a stroke smoothly through the points (a Catmull–Rom spline). It may have a corner
/// where it begins, since a hand sets out straight for the first point.
void addCurve(Stroke& stroke, std::span<const Point> points);

inline void addCurve(Stroke& stroke, std::initializer_list<Point> points)
{
    addCurve(stroke, std::span<const Point>(points.begin(), points.size()));
}

/// The drawing, slanted: its top is `degrees` to the right of its bottom.
Ink leaning(Ink drawing, double degrees);

/// The random choices of a hand that draws a digit.
class Hand {
public:
    /// With a spread above 1, the proportions vary that much more widely about the same means.
    explicit Hand(SmallRandom& random, double spread = 1)
        : m_random(random)
        , m_spread(spread)
    {
    }

    double number(double low, double high);
    bool happens(double probability);

    /// A point with jitter, as a hand doesn't hit it exactly.
    Point near(double x, double y);

    /// A closed curve in either direction from a random start, which ends slightly before or after
    /// it.
    Stroke ring(const Ring& ring);

private:
    SmallRandom& m_random;
    double m_spread;
};

} // namespace numeral
