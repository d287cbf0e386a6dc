// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"
#include "core/base/result.h"
#include "core/data/byte_source.h"
#include "core/data/bytes.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace numeral {

/// IDX, the format of MNIST (http://yann.lecun.com/exdb/mnist): a big-endian header, then values.
/// Image files start with 0x00000803, count, rows, columns; label files with 0x00000801, count. The
/// magic number's third byte is the values' type: 0x08 and 0x09 for unsigned and signed bytes, 0x0B
/// for 16-bit and 0x0C for 32-bit integers, 0x0D and 0x0E for floats and doubles; its last byte is
/// the number of dimensions. QMNIST's labels (0x00000C02) have several columns, of which the first
/// is the class.

/// Content of one file: header, bytes and the hexadecimal SHA-256 of both.
struct IdxImages {
    std::size_t count = 0;
    ImageShape shape;
    Bytes pixels;
    std::string checksum;
};

struct IdxLabels {
    std::vector<Label> labels;
    std::string checksum;
};

/// Largest width and height of an image, in pixels.
inline constexpr std::size_t maximumImageSide = 4096;

/// Uncompressed image files of at least this many bytes are memory-mapped, so that they may be
/// larger than memory. Smaller files are copied to memory, where no other program can change them.
inline constexpr std::uint64_t mappedFrom = std::uint64_t{64} << 20U;

/// Pixels that aren't bytes may be from 0 to 255, from 0 to 1, from −1 to 1, or whole numbers up to
/// 65535.
///
/// Read uncompressed or gzipped files (detected by their first two bytes, not by their name).
/// Memory is committed as the bytes arrive, never more than the header announces; an uncompressed
/// image file of at least `mapFrom` bytes is mapped instead. Every byte is read once, for the
/// checksum. Errors: FileUnreadable or FileMalformed; the message names the file and the fault.
Result<IdxImages> readIdxImages(
    const std::filesystem::path& file, std::uint64_t mapFrom = mappedFrom);
Result<IdxLabels> readIdxLabels(const std::filesystem::path& file);

/// Read what has been opened already; `name` is for messages.
Result<IdxImages> readIdxImages(ByteSource& source, const std::filesystem::path& name);
Result<IdxLabels> readIdxLabels(ByteSource& source, const std::filesystem::path& name);

/// Return the header of a file of `count` images or labels.
std::string idxImagesHeader(std::uint32_t count, const ImageShape& shape);
std::string idxLabelsHeader(std::uint32_t count);

} // namespace numeral
