// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/base/result.h"

#include <QImage>
#include <QStringList>

#include <filesystem>

namespace numeral::ui {

struct OpenedPicture {
    QImage image; ///< not larger than is handy, and without transparency
    QSize fullSize; ///< of the file's picture, with its orientation applied
};

/// Opens a picture: PNG, JPEG, BMP, GIF (its first frame), PBM, PGM or PPM, and WebP and TIFF where
/// Qt's plug-ins for them are installed; at most 100 million pixels, its orientation applied, on
/// paper where it is transparent, and not larger than is handy.
/// Errors: FileUnreadable, FileMalformed; the sentence names the file.
Result<OpenedPicture> openPicture(const std::filesystem::path& file);

/// The image alone.
Result<QImage> readImageFile(const std::filesystem::path& file);

/// What files of those formats are called that can be opened here: "*.png" and so on.
QStringList picturePatterns();

/// The picture, scaled down where its longer side has more than 1600 pixels.
QImage inHandySize(const QImage& image);

/// The picture without transparency, as it looks on white paper, or on black where nearly all that
/// isn't transparent is light and would not be seen on white.
QImage onPaper(const QImage& image);

/// How light each pixel is, on paper where it is transparent. Where the ink's lightness is the
/// paper's, and only its colour tells it apart, what has the paper's colour counts as light and
/// what differs from it as dark.
GreyImage lightnessOf(const QImage& image);

} // namespace numeral::ui
