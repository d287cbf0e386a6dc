// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/canvas_content.h"

#include "core/recognition/digit_normaliser.h"
#include "ui/ink/image_file.h"

#include <QPainter>

namespace numeral::ui {

std::optional<GreyImage> prepareContent(
    const CanvasContent& content, const ImageShape& shape, Preprocessing preprocessing)
{
    return content.picture.isNull()
        ? prepareInk(content.ink, shape, preprocessing)
        : prepareImage(inkFromImage(content.picture), shape, preprocessing);
}

QPainterPath pathOnPaper(const Stroke& stroke, const QRectF& paper)
{
    Stroke onPaper;
    onPaper.reserve(stroke.size());
    for (const QPointF& point : stroke) {
        onPaper.append(paper.topLeft() + point * paper.width());
    }
    return smoothPath(onPaper);
}

void paintContent(QPainter& painter, const CanvasContent& content, const QRectF& paper,
    const QColor& inkColour, double penWidth)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    if (!content.picture.isNull()) {
        QRectF frame(
            QPointF(), QSizeF(content.picture.size()).scaled(paper.size(), Qt::KeepAspectRatio));
        frame.moveCenter(paper.center());
        painter.drawImage(frame, content.picture);
    }
    const QPen pen(inkColour, paper.width() * penWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const Stroke& stroke : content.ink.strokes) {
        painter.strokePath(pathOnPaper(stroke, paper), pen);
    }
}

} // namespace numeral::ui
