// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSize>

#include <functional>

class QPainter;
class QPalette;
class QString;

namespace numeral::ui {

/// How the frame of a sheet of paper looks.
struct PaperLook {
    bool isMarked = false; ///< in the accent colour: it has the focus, or something hovers above it
    bool isThick = false;
};

/// The largest square sheet in the middle of a widget of that size.
QRectF paperIn(const QSize& widget);

/// Paints a sheet with round corners in the palette's colours, and on it whatever `content`
/// paints, cut off at the sheet's edge.
void paintPaper(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const PaperLook& look, const std::function<void(QPainter&)>& content);

/// Writes two faint lines in the middle of the sheet, the first one larger.
void paintHint(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const QString& first, const QString& second);

} // namespace numeral::ui
