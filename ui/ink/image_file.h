// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/recognition/grey_image.h"

#include <QImage>

#include <filesystem>

namespace numeral::ui {

/// Opens a picture: PNG, JPEG, BMP, GIF, PGM or whatever else Qt reads as a still, at most
/// 100 million pixels, its orientation applied.
/// Errors: FileUnreadable, FileMalformed; the sentence names the file.
Result<QImage> readImageFile(const std::filesystem::path& file);

/// The ink in a picture of one digit, whichever way round: the background is what most of the
/// border is, the ink is what differs from it. White paper and black paper both become 0.
GreyImage inkFromImage(const QImage& image);

} // namespace numeral::ui
