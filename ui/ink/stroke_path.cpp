// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/stroke_path.h"

#include <QList>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

/// Whether the pen reverses its direction, within 25 degrees: QPainter drops the round end of a
/// curve that is folded like that.
bool turnsBack(const QPointF& from, const QPointF& corner, const QPointF& to)
{
    const QPointF in = corner - from;
    const QPointF out = to - corner;
    const double cosine = QPointF::dotProduct(in, out)
        / (std::hypot(in.x(), in.y()) * std::hypot(out.x(), out.y()));
    return cosine < -0.9;
}

/// Returns the path, or a speck in place of a path without length: QPainter drops zero-length
/// lines.
QPainterPath visible(const QPainterPath& path, const QPointF& start)
{
    const double speck = 1e-7 * std::max({std::abs(start.x()), std::abs(start.y()), 1.0});
    const QRectF box = path.controlPointRect();
    if (std::max(box.width(), box.height()) >= speck) {
        return path;
    }
    QPainterPath dot(start);
    dot.lineTo(start + QPointF(speck, 0));
    return dot;
}

} // namespace

QPainterPath pathOnPaper(const Stroke& stroke, const QRectF& paper)
{
    QPainterPath path;
    if (stroke.empty()) {
        return path;
    }
    QList<QPointF> points;
    for (const Point& point : stroke) {
        points.append(paper.topLeft() + QPointF(point.x, point.y) * paper.width());
    }
    path.moveTo(points.front());
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF corner = points[i - 1];
        const QPointF middle = corner / 2 + points[i] / 2;
        if (i == 1 || turnsBack(points[i - 2], corner, points[i])) {
            path.lineTo(corner);
            path.lineTo(middle);
        } else {
            path.quadTo(corner, middle);
        }
    }
    path.lineTo(points.back());
    return visible(path, points.front());
}

} // namespace numeral::ui
