// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSize>

#include <functional>

class QPainter;
class QPalette;
class QString;

namespace numeral::ui {

/// Style of a sheet's frame.
struct PaperStyle {
    bool isMarked = false; ///< in the accent colour: has the focus, or is a drop target
    bool isThick = false;
};

/// The largest square sheet in a widget of that size, centred.
QRectF paperIn(const QSize& widget);

/// Paints a sheet with round corners in the palette's colours, and what `content` paints clipped to
/// it.
void paintPaper(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const PaperStyle& style, const std::function<void(QPainter&)>& content);

/// Writes two faint lines in the middle of the sheet, the first one larger.
void paintHint(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const QString& first, const QString& second);

} // namespace numeral::ui
