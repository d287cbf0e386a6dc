// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/base/result.h"

#include <QImage>
#include <QStringList>

#include <filesystem>
#include <span>

namespace numeral::ui {

struct OpenedPicture {
    QImage image; ///< at most 1600 pixels on its longer side, opaque
    QSize fullSize; ///< of the picture in the file, with its orientation applied
};

/// Opens a picture of at most 100 million pixels: PNG, JPEG, BMP, GIF (its first frame), PBM, PGM
/// or PPM, and WebP and TIFF if Qt's plugins for them are installed. Applies its orientation,
/// downscales it, and removes transparency: see downscaled and flattened.
/// Errors: FileUnreadable, FileMalformed; the sentence names the file.
Result<OpenedPicture> openPicture(const std::filesystem::path& file);

/// Opens such a picture from a file's bytes; `name` is for messages. Error: FileMalformed.
Result<OpenedPicture> openPicture(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name);

/// Like openPicture, but returns the image alone.
Result<QImage> readImageFile(const std::filesystem::path& file);

/// Opens such a picture as small as a list shows it: with a longer side of at most `mostSide`
/// pixels. Error: FileMalformed.
Result<QImage> openThumbnail(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, int mostSide);

/// Decodes such a picture to grey, scaled down if its longer side has more than `mostSide` pixels;
/// `name` is for messages. Thread-safe. Error: FileMalformed.
Result<GreyImage> decodeGrey(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, std::size_t mostSide);

/// Decodes such a picture to what readers read: see lightnessOf. It is scaled down as openPicture
/// does, or to `mostSide` pixels if these are fewer. Thread-safe. Error: FileMalformed.
Result<GreyImage> decodeLightness(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, std::size_t mostSide);

/// File name patterns of those formats that can be opened here: "*.png" and so on.
QStringList picturePatterns();

/// Returns the picture, scaled down if its longer side has more than 1600 pixels.
QImage downscaled(const QImage& image);

/// Composites the picture onto white paper, or onto black if nearly all its opaque pixels are light
/// and would be invisible on white.
QImage flattened(const QImage& image);

/// Returns the lightness of each pixel, with transparency removed by flattened. If ink and paper
/// differ in colour but hardly in lightness, returns the similarity to the paper's colour instead:
/// the paper is light, and what differs from it is dark.
GreyImage lightnessOf(const QImage& image);

} // namespace numeral::ui
