// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/byte_source.h"
#include "core/data/image_part.h"

#include <filesystem>
#include <functional>

namespace numeral {

/// The images of one file and the hexadecimal SHA-256 of its bytes, uncompressed.
struct ReadImages {
    ImagePart part;
    std::string checksum;
};

/// Is told how many of a file's bytes were read; false ends the reading.
using ReadProgress = std::function<bool(std::uint64_t bytes)>;

/// Reads comma-separated values, an image a line, as Kaggle has them: the pixels row by row, from 0
/// to 255, 0 to 1 or otherwise as PixelValues says, and a label; without a label column the images
/// have none. See csvSeparator and csvColumns. Labels may be numbers or names. `name` is for
/// messages. Errors: those of the source; FileMalformed, whose sentence names the line;
/// FileUnreadable if there is not enough memory, or `progress` returned false.
Result<ReadImages> readCsvImages(
    ByteSource& source, const std::filesystem::path& name, const ReadProgress& progress = {});

} // namespace numeral
