// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_files.h"
#include "core/model/model.h"

#include <filesystem>
#include <vector>

namespace numeral::cli {

/// Reads pictures into a CSV table; `file` may be "-" for standard output. Names on standard error
/// each picture that can't be read. Errors: FileUnreadable if there was such a picture, but the
/// table is written; FileNotWritten, also after Ctrl-C.
Result<void> writePictureTable(const Model& model, const std::vector<PictureFile>& pictures,
    const std::filesystem::path& file);

/// Returns the error after some of the pictures could not be read, and success if none failed.
Result<void> afterFailures(std::size_t failures, std::size_t pictures);

} // namespace numeral::cli
