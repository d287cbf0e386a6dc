// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recognition/digit_finder.h"

#include <QImage>
#include <QList>
#include <QRectF>

namespace numeral::ui {

/// A digit in a picture.
struct PictureDigit {
    QRectF box; ///< on the unit square that the picture lies in, see pictureFrame
    GreyImage ink;
};

/// The digits in a photo or scan, in the order in which they are read. None in pictures of a digit
/// alone that are too small to have more than that.
QList<PictureDigit> digitsIn(const QImage& picture);

} // namespace numeral::ui
