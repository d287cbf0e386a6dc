// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/image_shape.h"

#include <QImage>

#include <cstdint>
#include <span>

class QPainter;

namespace numeral::ui {

/// An image's bytes, shape.pixels() of them, as a picture: white ink on black, as the data has it.
QImage sampleImage(std::span<const std::uint8_t> pixels, const ImageShape& shape);

/// Fills a cell with black and the picture, as large as fits.
void drawSample(QPainter& painter, const QRect& cell, const QImage& image);

} // namespace numeral::ui
