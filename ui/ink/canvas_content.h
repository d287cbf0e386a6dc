// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/ink.h"

#include <QImage>
#include <QRectF>

class QColor;
class QPainter;

namespace numeral::ui {

/// What is on the canvas: strokes or a picture. A plain value, cheap to copy.
struct CanvasContent {
    Ink ink; ///< in the coordinates of a unit square
    QImage picture; ///< in place of strokes; null without one

    bool isEmpty() const { return ink.isEmpty() && picture.isNull(); }
    friend bool operator==(const CanvasContent&, const CanvasContent&) = default;
};

/// What the network sees of it; nothing without ink.
std::optional<GreyImage> prepareContent(
    const CanvasContent& content, const ImageShape& shape, Preprocessing preprocessing);

/// Where a picture of that size lies on the unit square: as large as fits, in the middle.
QRectF pictureFrame(const QSize& picture);

/// The path of a stroke of the unit square on a sheet of paper.
QPainterPath pathOnPaper(const Stroke& stroke, const QRectF& paper);

/// Paints the content on a square sheet; `penWidth` is a share of the sheet's side.
void paintContent(QPainter& painter, const CanvasContent& content, const QRectF& paper,
    const QColor& inkColour, double penWidth);

} // namespace numeral::ui
