// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/pen.h"

#include <algorithm>
#include <limits>

namespace numeral {

/// The smallest rectangle around a drawing's points.
struct PenBox {
    double left = std::numeric_limits<double>::infinity();
    double top = left;
    double right = -left;
    double bottom = -left;

    bool isEmpty() const { return left > right; }
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};

inline PenBox boxOf(const PenDrawing& drawing)
{
    PenBox box;
    for (const PenStroke& stroke : drawing) {
        for (const PenPoint& point : stroke) {
            box.left = std::min(box.left, point.x);
            box.top = std::min(box.top, point.y);
            box.right = std::max(box.right, point.x);
            box.bottom = std::max(box.bottom, point.y);
        }
    }
    return box;
}

} // namespace numeral
