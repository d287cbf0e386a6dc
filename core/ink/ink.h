// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

namespace numeral {

/// A point on the path of a pen, in any unit; y down.
struct Point {
    double x = 0;
    double y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// The path of a pen from touching the paper to lifting off.
using Stroke = std::vector<Point>;

/// A drawing as vectors: the canvas, ink files and the drawings that a network learns from all use
/// it.
using Ink = std::vector<Stroke>;

/// True if there is no point.
inline bool isBlank(const Ink& ink)
{
    return std::all_of(ink.begin(), ink.end(), [](const Stroke& stroke) { return stroke.empty(); });
}

} // namespace numeral
