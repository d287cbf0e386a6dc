// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/recognition/grey_image.h"

#include <QImage>

#include <filesystem>

namespace numeral::ui {

/// Opens a picture: PNG, JPEG, BMP, GIF (its first frame), PBM, PGM or PPM, and WebP where Qt's
/// plug-in for it is installed; at most 100 million pixels, its orientation applied, over white
/// where it is transparent, and not larger than is handy.
/// Errors: FileUnreadable, FileMalformed; the sentence names the file.
Result<QImage> readImageFile(const std::filesystem::path& file);

/// The picture, scaled down where its longer side has more than 1600 pixels.
QImage inHandySize(const QImage& image);

/// The picture as it looks on white paper, without transparency.
QImage onWhitePaper(const QImage& image);

/// The ink in a picture of one digit, whichever way round: the background is what most of the
/// border is, the ink is what differs from it. White paper and black paper both become 0, and so
/// does noise; a small picture without noise, such as one of MNIST's, keeps every grey level.
/// Transparency counts as white paper.
GreyImage inkFromImage(const QImage& image);

} // namespace numeral::ui
