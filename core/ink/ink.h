// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

namespace numeral {

/// A place that a pen passed through, in any unit; y down.
struct Point {
    double x = 0;
    double y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// What a pen drew between touching the paper and leaving it.
using Stroke = std::vector<Point>;

/// A drawing, kept as vectors: what is drawn on the canvas, what an ink file holds and what a
/// network learns from are all this.
using Ink = std::vector<Stroke>;

/// True without a single point.
inline bool isBlank(const Ink& ink)
{
    return std::all_of(ink.begin(), ink.end(), [](const Stroke& stroke) { return stroke.empty(); });
}

} // namespace numeral
