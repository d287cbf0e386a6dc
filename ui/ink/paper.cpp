// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/paper.h"

#include "ui/ink/fitting_width.h"
#include "ui/ink/widget_colours.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

QRectF paperIn(const QSize& widget)
{
    // Half a pixel inside, so that the frame's line is sharp.
    const double side = std::max(1, std::min(widget.width(), widget.height()) - 1);
    const auto before = [side](int length) { return std::floor((length - side) / 2) + 0.5; };
    return {before(widget.width()), before(widget.height()), side, side};
}

void paintPaper(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const PaperStyle& style, const std::function<void(QPainter&)>& content)
{
    constexpr double cornerRadius = 12;
    QPainterPath outline;
    outline.addRoundedRect(sheet, cornerRadius, cornerRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outline, palette.brush(QPalette::Base));

    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    content(painter);
    painter.restore();

    const QColor frame = style.isMarked ? accentColour(palette) : faintColour(palette, 0.25);
    painter.strokePath(outline, QPen(frame, style.isThick ? 3 : 1));
}

void paintHint(QPainter& painter, const QRectF& sheet, const QPalette& palette,
    const QString& first, const QString& second)
{
    const QFont small = painter.font();
    QFont large = small;
    large.setPointSizeF(large.pointSizeF() * 1.5);
    const double lineHeight = QFontMetricsF(large).height();
    constexpr double margin = 10;
    const QRectF upper
        = QRectF(sheet.left(), sheet.center().y() - lineHeight, sheet.width(), lineHeight)
              .adjusted(margin, 0, -margin, 0);

    painter.setPen(mixedColour(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.6));
    painter.setFont(fittingWidth(large, first, upper.width()));
    painter.drawText(upper, Qt::AlignCenter, first);
    painter.setFont(fittingWidth(small, second, upper.width()));
    painter.drawText(upper.translated(0, lineHeight), Qt::AlignCenter, second);
}

} // namespace numeral::ui
