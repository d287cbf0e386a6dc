// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/ink_marks.h"

#include "ui/ink/widget_colours.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr double aroundInk = 3; ///< pixels
constexpr double corner = 4;

void paintMark(QPainter& painter, const InkMark& mark, const QRectF& paper, const QPalette& palette)
{
    const QColor colour = mark.isDoubtful ? doubtColour(palette) : accentColour(palette);
    QRectF frame(
        paper.topLeft() + mark.box.topLeft() * paper.width(), mark.box.size() * paper.width());
    frame = frame.adjusted(-aroundInk, -aroundInk, aroundInk, aroundInk).intersected(paper);
    painter.setPen(QPen(colour, mark.isChosen ? 2.5 : 1.25));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, corner, corner);

    QFont bold = painter.font();
    bold.setBold(true);
    const QFontMetricsF metrics(bold);
    // If digits stand close together, there is only room for the name.
    QString text = (mark.name + QLatin1Char(' ') + mark.confidence).trimmed();
    constexpr double maxWidth = 1.6; // of the frame's width
    if (metrics.horizontalAdvance(text) + 8 > maxWidth * frame.width() && !mark.name.isEmpty()) {
        text = mark.name;
    }
    QRectF label(QPointF(), QSizeF(metrics.horizontalAdvance(text) + 8, metrics.height()));
    // Above the ink, or below it if there is no room.
    label.moveBottomLeft(frame.topLeft());
    if (label.top() < paper.top()) {
        label.moveTop(std::min(frame.bottom(), paper.bottom() - label.height()));
    }
    label.moveLeft(std::max(paper.left(), std::min(label.left(), paper.right() - label.width())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(label, corner, corner);
    painter.setPen(palette.color(QPalette::Base));
    painter.setFont(bold);
    painter.drawText(label, Qt::AlignCenter, text);
}

} // namespace

void paintMarks(
    QPainter& painter, const QList<InkMark>& marks, const QRectF& paper, const QPalette& palette)
{
    for (const InkMark& mark : marks) {
        painter.save();
        paintMark(painter, mark, paper, palette);
        painter.restore();
    }
}

} // namespace numeral::ui
