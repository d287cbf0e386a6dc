// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

#include <algorithm>
#include <limits>

namespace numeral {

/// Axis-aligned rectangle, y down, of a drawing's points or of pixels, where right and bottom are
/// exclusive. Default-constructed it is empty; `include` extends it.
template <typename Number>
struct Rectangle {
    Number left = std::numeric_limits<Number>::max();
    Number top = std::numeric_limits<Number>::max();
    Number right = std::numeric_limits<Number>::lowest();
    Number bottom = std::numeric_limits<Number>::lowest();

    bool isEmpty() const { return left > right; }
    Number width() const { return right - left; }
    Number height() const { return bottom - top; }
    Number longerSide() const { return std::max(width(), height()); }
    Number centreX() const { return left / 2 + right / 2; }
    Number centreY() const { return top / 2 + bottom / 2; }

    void include(const Rectangle& other)
    {
        left = std::min(left, other.left);
        top = std::min(top, other.top);
        right = std::max(right, other.right);
        bottom = std::max(bottom, other.bottom);
    }
    friend bool operator==(const Rectangle&, const Rectangle&) = default;
};

using Box = Rectangle<double>;

/// In whole pixels; signed, so that it may lie outside an image.
using PixelBox = Rectangle<int>;

/// Bounding box of the points; empty without any.
inline Box boxOf(const Stroke& stroke)
{
    Box box;
    for (const Point& point : stroke) {
        box.include({point.x, point.y, point.x, point.y});
    }
    return box;
}

inline Box boxOf(const Ink& ink)
{
    Box box;
    for (const Stroke& stroke : ink) {
        box.include(boxOf(stroke));
    }
    return box;
}

} // namespace numeral
