// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/image_shape.h"

#include <QImage>

#include <cstdint>
#include <span>

class QPainter;

namespace numeral::ui {

/// Converts an image's bytes, shape.pixels() of them, to a QImage: white ink on black, as in the
/// data.
QImage sampleImage(std::span<const std::uint8_t> pixels, const ImageShape& shape);

/// Fills a cell with black and draws the image in it, centred and as large as fits.
void drawSample(QPainter& painter, const QRect& cell, const QImage& image);

} // namespace numeral::ui
