// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/canvas_content.h"

#include "ui/ink/stroke_path.h"

#include <QPainter>

namespace numeral::ui {

QRectF pictureFrame(const QSize& picture)
{
    QRectF frame(QPointF(), QSizeF(picture).scaled({1, 1}, Qt::KeepAspectRatio));
    frame.moveCenter({0.5, 0.5});
    return frame;
}

void paintContent(QPainter& painter, const CanvasContent& content, const QRectF& paper,
    const QColor& inkColour, double penWidth)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    if (!content.picture.isNull()) {
        const QRectF frame = pictureFrame(content.picture.size());
        painter.drawImage(
            QRectF(paper.topLeft() + frame.topLeft() * paper.width(), frame.size() * paper.width()),
            content.picture);
    }
    const QPen pen(inkColour, paper.width() * penWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const Stroke& stroke : content.ink) {
        painter.strokePath(pathOnPaper(stroke, paper), pen);
    }
}

} // namespace numeral::ui
