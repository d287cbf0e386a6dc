// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

// Composes drawings of several digits.

namespace numeral {

inline Ink moved(const Ink& strokes, double right, double scale = 1)
{
    Ink result;
    for (const Stroke& stroke : strokes) {
        Stroke points;
        for (const Point& point : stroke) {
            points.push_back({scale * (point.x + right), scale * point.y});
        }
        result.push_back(points);
    }
    return result;
}

/// The strokes of all drawings, concatenated.
inline Ink together(const std::vector<Ink>& drawings)
{
    Ink all;
    for (const Ink& drawing : drawings) {
        all.insert(all.end(), drawing.begin(), drawing.end());
    }
    return all;
}

} // namespace numeral
