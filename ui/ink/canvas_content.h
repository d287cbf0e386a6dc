// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

#include <QImage>
#include <QRectF>

class QColor;
class QPainter;

namespace numeral::ui {

/// Content of the canvas: strokes or a picture. A plain value.
struct CanvasContent {
    Ink ink; ///< in unit-square coordinates
    QImage picture; ///< in place of strokes; null without one

    bool isEmpty() const { return isBlank(ink) && picture.isNull(); }
    friend bool operator==(const CanvasContent&, const CanvasContent&) = default;
};

/// Rectangle of a picture of that size on the unit square: as large as fits, centred.
QRectF pictureFrame(const QSize& picture);

/// Paints the content on a square sheet; `penWidth` is a share of the sheet's side.
void paintContent(QPainter& painter, const CanvasContent& content, const QRectF& paper,
    const QColor& inkColour, double penWidth);

} // namespace numeral::ui
