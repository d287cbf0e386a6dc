// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <filesystem>
#include <string>

namespace numeral {

/// IDX, the format of MNIST (http://yann.lecun.com/exdb/mnist): a big-endian header, then bytes.
/// Image files start with 0x00000803, count, rows, columns; label files with 0x00000801, count.

/// What is read from one file: header and bytes, and their SHA-256 in hexadecimal.
struct IdxImages {
    std::size_t count = 0;
    ImageShape shape;
    std::vector<std::uint8_t> pixels;
    std::string checksum;
};

struct IdxLabels {
    std::vector<std::uint8_t> labels;
    std::string checksum;
};

/// Largest width and height of an image, in pixels.
inline constexpr std::size_t maximumImageSide = 4096;

/// Reads plain or gzipped files (told by their first two bytes, not by their name). Memory is
/// taken as the bytes come, never more than the header announces.
/// Errors: FileUnreadable or FileMalformed; the sentence names the file and the fault.
Result<IdxImages> readIdxImages(const std::filesystem::path& file);
Result<IdxLabels> readIdxLabels(const std::filesystem::path& file);

} // namespace numeral
