// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPolygonF>
#include <QRectF>

namespace numeral::ui {

/// Returns the pieces of a line that lie within the rectangle. Points that aren't finite are gaps.
QList<QPolygonF> clippedLine(const QPolygonF& line, const QRectF& rect);

} // namespace numeral::ui
