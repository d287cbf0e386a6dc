// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace numeral::ui {

namespace {

/// Shares of the writing's height.
constexpr double touching = 0.1; ///< so near to each other strokes are of one digit
constexpr double above = 0.35; ///< or so near, where one lies above the other

QRectF boxOf(const Stroke& stroke)
{
    QPointF least = stroke.front();
    QPointF greatest = least;
    for (const QPointF& point : stroke) {
        least = {std::min(least.x(), point.x()), std::min(least.y(), point.y())};
        greatest = {std::max(greatest.x(), point.x()), std::max(greatest.y(), point.y())};
    }
    return {least, greatest};
}

/// A stroke, where it is, and points that tell its way well enough.
struct Placed {
    const Stroke* stroke;
    QRectF box;
    Stroke way;
};

/// At most some hundred of its points, with the last.
Stroke thinnedOut(const Stroke& stroke)
{
    constexpr qsizetype most = 150;
    const qsizetype step = stroke.size() / most + 1;
    Stroke some;
    for (qsizetype i = 0; i < stroke.size(); i += step) {
        some.append(stroke[i]);
    }
    if (step > 1) {
        some.append(stroke.back());
    }
    return some;
}

double distanceToSegment(const QPointF& point, const QPointF& from, const QPointF& to)
{
    const QPointF line = to - from;
    const double length2 = QPointF::dotProduct(line, line);
    const double share
        = length2 > 0 ? std::clamp(QPointF::dotProduct(point - from, line) / length2, 0.0, 1.0) : 0;
    const QPointF apart = point - (from + share * line);
    return std::hypot(apart.x(), apart.y());
}

/// Twice the signed area of a triangle: which side of a line a point is on.
double side(const QPointF& from, const QPointF& to, const QPointF& point)
{
    return (to.x() - from.x()) * (point.y() - from.y())
        - (to.y() - from.y()) * (point.x() - from.x());
}

double segmentDistance(const QPointF& a, const QPointF& b, const QPointF& c, const QPointF& d)
{
    const bool cross = side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    return cross ? 0
                 : std::min({distanceToSegment(a, c, d), distanceToSegment(b, c, d),
                     distanceToSegment(c, a, b), distanceToSegment(d, a, b)});
}

/// A stroke of one point counts as a segment without length.
const QPointF& endOf(const Stroke& stroke, qsizetype i)
{
    return stroke[std::min(i + 1, stroke.size() - 1)];
}

/// Of two strokes' lines; `enough` where they are nearer than that.
double distanceOf(const Stroke& a, const Stroke& b, double enough)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i < std::max<qsizetype>(a.size() - 1, 1); ++i) {
        for (qsizetype k = 0; k < std::max<qsizetype>(b.size() - 1, 1); ++k) {
            nearest = std::min(nearest, segmentDistance(a[i], endOf(a, i), b[k], endOf(b, k)));
            if (nearest <= enough) {
                return enough;
            }
        }
    }
    return nearest;
}

/// The length that two stretches have in common; negative where they are apart.
double common(double from, double to, double otherFrom, double otherTo)
{
    return std::min(to, otherTo) - std::max(from, otherFrom);
}

/// Whether one of them lies above the other, and not tall beside it as a leaning 1 does.
bool lieAbove(const QRectF& a, const QRectF& b)
{
    constexpr double half = 0.5;
    constexpr double asTall = 0.75;
    const double across = common(a.left(), a.right(), b.left(), b.right());
    const double down = common(a.top(), a.bottom(), b.top(), b.bottom());
    const double lower = std::min(a.height(), b.height());
    const double taller = std::max(a.height(), b.height());
    const bool isBeside = down > half * lower && lower >= asTall * taller;
    return across >= half * std::min(a.width(), b.width()) && !isBeside;
}

bool belongTogether(const Placed& a, const Placed& b, double height)
{
    const double farthest = lieAbove(a.box, b.box) ? above : touching;
    const QRectF reach = a.box.adjusted(
        -farthest * height, -farthest * height, farthest * height, farthest * height);
    const bool mayBeNear = reach.right() >= b.box.left() && reach.left() <= b.box.right()
        && reach.bottom() >= b.box.top() && reach.top() <= b.box.bottom();
    return mayBeNear && distanceOf(a.way, b.way, farthest * height) <= farthest * height;
}

/// What the writing's height is: the tallest stroke's, or the widest's where all are flat.
double heightOf(const std::vector<Placed>& strokes)
{
    double height = 0;
    double width = 0;
    for (const Placed& placed : strokes) {
        height = std::max(height, placed.box.height());
        width = std::max(width, placed.box.width());
    }
    return std::max(height, width / 2);
}

} // namespace

QRectF boxOf(const Ink& ink)
{
    Stroke points;
    for (const Stroke& stroke : ink.strokes) {
        points.append(stroke);
    }
    return points.isEmpty() ? QRectF() : boxOf(points);
}

QList<DigitInk> digitsIn(const Ink& ink)
{
    std::vector<Placed> strokes;
    for (const Stroke& stroke : ink.strokes) {
        if (!stroke.isEmpty()) {
            strokes.push_back({&stroke, boxOf(stroke), thinnedOut(stroke)});
        }
    }
    const double height = heightOf(strokes);
    // Each stroke is of the digit of the first stroke that it belongs to, directly or through
    // others.
    std::vector<std::size_t> digit(strokes.size());
    std::iota(digit.begin(), digit.end(), std::size_t{0});
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (digit[i] != digit[k] && belongTogether(strokes[i], strokes[k], height)) {
                std::replace(digit.begin(), digit.end(), digit[i], digit[k]);
            }
        }
    }
    QList<DigitInk> digits;
    for (std::size_t first = 0; first < strokes.size(); ++first) {
        DigitInk found;
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            if (digit[i] == first) {
                found.ink.strokes.append(*strokes[i].stroke);
                found.isNewest = i + 1 == strokes.size();
            }
        }
        if (!found.ink.isEmpty()) {
            found.box = boxOf(found.ink);
            digits.append(found);
        }
    }
    std::stable_sort(digits.begin(), digits.end(), [](const DigitInk& a, const DigitInk& b) {
        return a.box.center().x() < b.box.center().x();
    });
    return digits;
}

} // namespace numeral::ui
