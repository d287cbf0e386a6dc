// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/bytes.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace numeral {

/// IDX, the format of MNIST (http://yann.lecun.com/exdb/mnist): a big-endian header, then bytes.
/// Image files start with 0x00000803, count, rows, columns; label files with 0x00000801, count.

/// What is read from one file: header and bytes, and their SHA-256 in hexadecimal.
struct IdxImages {
    std::size_t count = 0;
    ImageShape shape;
    Bytes pixels;
    std::string checksum;
};

struct IdxLabels {
    Bytes labels;
    std::string checksum;
};

/// Largest width and height of an image, in pixels.
inline constexpr std::size_t maximumImageSide = 4096;

/// A plain file of images of at least so many bytes is mapped, so that it may be larger than
/// memory. Smaller ones are copied to memory: no other program can change them there.
inline constexpr std::uint64_t mappedFrom = std::uint64_t{64} << 20U;

/// Reads plain or gzipped files (told by their first two bytes, not by their name). Memory is
/// taken as the bytes come, never more than the header announces; a plain file of images of
/// `mapFrom` bytes and more takes none. Every byte is read once, for the checksum.
/// Errors: FileUnreadable or FileMalformed; the sentence names the file and the fault.
Result<IdxImages> readIdxImages(
    const std::filesystem::path& file, std::uint64_t mapFrom = mappedFrom);
Result<IdxLabels> readIdxLabels(const std::filesystem::path& file);

/// The bytes that a file of so many images or labels starts with.
std::string idxImagesHeader(std::uint32_t count, const ImageShape& shape);
std::string idxLabelsHeader(std::uint32_t count);

} // namespace numeral
