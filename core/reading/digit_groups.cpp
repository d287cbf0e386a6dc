// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/digit_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace numeral {

namespace {

/// Largest distances between strokes of one digit, as fractions of the writing's height.
constexpr double touching = 0.1; ///< between any two
constexpr double above = 0.35; ///< where one lies above the other

/// A stroke with its bounding box and a subsampled path.
struct PlacedStroke {
    const Stroke* stroke;
    Box box;
    Stroke path;
};

/// Subsamples a stroke to about 150 points at most, including the last.
Stroke thinnedOut(const Stroke& stroke)
{
    constexpr std::size_t maxPoints = 150;
    const std::size_t step = stroke.size() / maxPoints + 1;
    Stroke result;
    for (std::size_t i = 0; i < stroke.size(); i += step) {
        result.push_back(stroke[i]);
    }
    if (step > 1) {
        result.push_back(stroke.back());
    }
    return result;
}

double distanceToSegment(const Point& point, const Point& from, const Point& to)
{
    const Point line{to.x - from.x, to.y - from.y};
    const double length2 = line.x * line.x + line.y * line.y;
    const double along = (point.x - from.x) * line.x + (point.y - from.y) * line.y;
    const double fraction = length2 > 0 ? std::clamp(along / length2, 0.0, 1.0) : 0;
    return std::hypot(point.x - from.x - fraction * line.x, point.y - from.y - fraction * line.y);
}

/// Twice the signed area of a triangle; the sign tells which side of the line the point is on.
double side(const Point& from, const Point& to, const Point& point)
{
    return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
}

double segmentDistance(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const bool cross = side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    return cross ? 0
                 : std::min({distanceToSegment(a, c, d), distanceToSegment(b, c, d),
                     distanceToSegment(c, a, b), distanceToSegment(d, a, b)});
}

/// A stroke of a single point is treated as a segment of length 0.
const Point& endOf(const Stroke& stroke, std::size_t i)
{
    return stroke[std::min(i + 1, stroke.size() - 1)];
}

/// Distance between two polylines; returns `enough` as soon as it is no more than that.
double distanceOf(const Stroke& a, const Stroke& b, double enough)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::max<std::size_t>(a.size(), 2) - 1; ++i) {
        for (std::size_t k = 0; k < std::max<std::size_t>(b.size(), 2) - 1; ++k) {
            nearest = std::min(nearest, segmentDistance(a[i], endOf(a, i), b[k], endOf(b, k)));
            if (nearest <= enough) {
                return enough;
            }
        }
    }
    return nearest;
}

/// Length of the overlap of two intervals; negative if they are disjoint.
double common(double from, double to, double otherFrom, double otherTo)
{
    return std::min(to, otherTo) - std::max(from, otherFrom);
}

/// Whether one box lies above the other, rather than being as tall and beside it, as a slanted 1
/// is.
bool lieAbove(const Box& a, const Box& b)
{
    constexpr double half = 0.5;
    constexpr double asTall = 0.75;
    const double across = common(a.left, a.right, b.left, b.right);
    const double down = common(a.top, a.bottom, b.top, b.bottom);
    const double lower = std::min(a.height(), b.height());
    const double taller = std::max(a.height(), b.height());
    const bool isBeside = down > half * lower && lower >= asTall * taller;
    return across >= half * std::min(a.width(), b.width()) && !isBeside;
}

bool belongTogether(const PlacedStroke& a, const PlacedStroke& b, double height)
{
    const double maxDistance = (lieAbove(a.box, b.box) ? above : touching) * height;
    const bool mayBeNear = a.box.right + maxDistance >= b.box.left
        && a.box.left - maxDistance <= b.box.right && a.box.bottom + maxDistance >= b.box.top
        && a.box.top - maxDistance <= b.box.bottom;
    return mayBeNear && distanceOf(a.path, b.path, maxDistance) <= maxDistance;
}

/// Height of the writing: the tallest stroke's, or half the widest one's width if all are flat.
double heightOf(const std::vector<PlacedStroke>& strokes)
{
    double height = 0;
    double width = 0;
    for (const PlacedStroke& placed : strokes) {
        height = std::max(height, placed.box.height());
        width = std::max(width, placed.box.width());
    }
    return std::max(height, width / 2);
}

} // namespace

std::vector<DigitInk> groupStrokes(const Ink& ink)
{
    std::vector<PlacedStroke> strokes;
    for (const Stroke& stroke : ink) {
        if (!stroke.empty()) {
            strokes.push_back({&stroke, boxOf(stroke), thinnedOut(stroke)});
        }
    }
    const double height = heightOf(strokes);
    // Label each stroke with the first one that it is connected to, directly or through others.
    std::vector<std::size_t> digit(strokes.size());
    std::iota(digit.begin(), digit.end(), std::size_t{0});
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (digit[i] != digit[k] && belongTogether(strokes[i], strokes[k], height)) {
                std::replace(digit.begin(), digit.end(), digit[i], digit[k]);
            }
        }
    }
    std::vector<DigitInk> digits;
    for (std::size_t first = 0; first < strokes.size(); ++first) {
        DigitInk found;
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            if (digit[i] == first) {
                found.ink.push_back(*strokes[i].stroke);
                found.isNewest = i + 1 == strokes.size();
            }
        }
        if (!found.ink.empty()) {
            found.box = boxOf(found.ink);
            digits.push_back(std::move(found));
        }
    }
    std::stable_sort(digits.begin(), digits.end(),
        [](const DigitInk& a, const DigitInk& b) { return a.box.centreX() < b.box.centreX(); });
    return digits;
}

} // namespace numeral
