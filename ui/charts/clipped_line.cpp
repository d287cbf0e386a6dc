// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/clipped_line.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <optional>

namespace numeral::ui {
namespace {

bool isFinite(const QPointF& point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// Returns the part of the line within the rectangle (Liang and Barsky, "A new concept and method
/// for line clipping", 1984).
std::optional<QLineF> clipped(const QLineF& line, const QRectF& rect)
{
    double enter = 0;
    double leave = 1;
    // Each edge is crossed where `distance` + t · `step` is 0, and is inside where it is positive.
    const auto clip = [&enter, &leave](double distance, double step) {
        if (step > 0) {
            enter = std::max(enter, -distance / step);
        } else if (step < 0) {
            leave = std::min(leave, -distance / step);
        } else if (distance < 0) {
            leave = -1;
        }
    };
    clip(line.x1() - rect.left(), line.dx());
    clip(rect.right() - line.x1(), -line.dx());
    clip(line.y1() - rect.top(), line.dy());
    clip(rect.bottom() - line.y1(), -line.dy());
    if (enter > leave) {
        return std::nullopt;
    }
    return QLineF(line.pointAt(enter), line.pointAt(leave));
}

} // namespace

QList<QPolygonF> clippedLine(const QPolygonF& line, const QRectF& rect)
{
    QList<QPolygonF> pieces;
    bool isGoingOn = false; // the last piece ends at the next line's start
    for (qsizetype i = 1; i < line.size(); ++i) {
        const auto part = isFinite(line[i - 1]) && isFinite(line[i])
            ? clipped({line[i - 1], line[i]}, rect)
            : std::nullopt;
        if (!part) {
            isGoingOn = false;
            continue;
        }
        if (!isGoingOn) {
            pieces.append(QPolygonF{part->p1()});
        }
        pieces.last().append(part->p2());
        isGoingOn = part->p2() == line[i];
    }
    return pieces;
}

} // namespace numeral::ui
