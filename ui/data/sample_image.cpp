// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/sample_image.h"

#include <QPainter>

#include <algorithm>

namespace numeral::ui {

QImage sampleImage(std::span<const std::uint8_t> pixels, const ImageShape& shape)
{
    QImage image(
        static_cast<int>(shape.columns), static_cast<int>(shape.rows), QImage::Format_Grayscale8);
    for (std::size_t row = 0; row < shape.rows; ++row) {
        const auto line = pixels.subspan(row * shape.columns, shape.columns);
        std::copy(line.begin(), line.end(), image.scanLine(static_cast<int>(row)));
    }
    return image;
}

void drawSample(QPainter& painter, const QRect& cell, const QImage& image)
{
    QRect target(
        QPoint(), image.size().scaled(cell.size(), Qt::KeepAspectRatio).expandedTo({1, 1}));
    target.moveCenter(cell.center());
    painter.fillRect(cell, Qt::black);
    painter.drawImage(target, image);
}

} // namespace numeral::ui
