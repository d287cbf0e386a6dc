// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/gallery_icon.h"

#include "ui/appearance/appearance.h"
#include "ui/data/sample_image.h"
#include "ui/ink/widget_colours.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPolygon>

namespace numeral::ui {

QPixmap galleryIcon(const MistakesData& data, std::uint32_t image)
{
    QPixmap icon
        = QPixmap::fromImage(sampleImage(data.images().image(image), data.images().shape())
                                 .scaled(galleryIconSide, galleryIconSide, Qt::KeepAspectRatio));
    if (!data.isEdited(image)) {
        return icon;
    }
    const QPalette palette = QGuiApplication::palette();
    QPainter painter(&icon);
    painter.setRenderHint(QPainter::Antialiasing);
    const int right = icon.width() - 1;
    const int bottom = icon.height() - 1;
    if (data.isLeftOut(image)) {
        painter.fillRect(icon.rect(), QColor(128, 128, 128, 170));
        painter.setPen(QPen(doubtColour(palette), 2));
        painter.drawLine(0, 0, right, bottom);
        painter.drawLine(0, bottom, right, 0);
    } else {
        constexpr int side = 14;
        painter.setPen(Qt::NoPen);
        painter.setBrush(accentColour(palette));
        painter.drawPolygon(QPolygon({{right - side, 0}, {right + 1, 0}, {right + 1, side + 1}}));
    }
    return icon;
}

} // namespace numeral::ui
