// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/picture_digits.h"

#include "ui/ink/canvas_content.h"
#include "ui/ink/image_file.h"

#include <algorithm>

namespace numeral::ui {

namespace {

/// More pixels tell nothing more of digits, and take longer than a window may wait.
constexpr int largestSide = 800;

/// MNIST's own images, and what is about as small.
constexpr int smallestSide = 64;

GreyImage lightnessOf(const QImage& picture)
{
    const QImage grey = onWhitePaper(picture).convertToFormat(QImage::Format_Grayscale8);
    GreyImage lightness(
        static_cast<std::size_t>(grey.height()), static_cast<std::size_t>(grey.width()));
    for (int row = 0; row < grey.height(); ++row) {
        std::copy_n(grey.constScanLine(row), lightness.columns,
            lightness.pixels.data() + static_cast<std::size_t>(row) * lightness.columns);
    }
    return lightness;
}

} // namespace

QList<PictureDigit> digitsIn(const QImage& picture)
{
    QList<PictureDigit> digits;
    if (std::max(picture.width(), picture.height()) <= smallestSide) {
        return digits;
    }
    const QImage handy = std::max(picture.width(), picture.height()) > largestSide
        ? picture.scaled(largestSide, largestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        : picture;
    const QRectF frame = pictureFrame(handy.size());
    const double scale = frame.width() / handy.width();
    for (FoundDigit& found : findDigits(lightnessOf(handy))) {
        const QRectF box(static_cast<double>(found.box.left), static_cast<double>(found.box.top),
            static_cast<double>(found.box.columns()), static_cast<double>(found.box.rows()));
        digits.append({QRectF(frame.topLeft() + box.topLeft() * scale, box.size() * scale),
            std::move(found.ink)});
    }
    return digits;
}

} // namespace numeral::ui
