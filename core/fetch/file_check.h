// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/download.h"

#include <filesystem>
#include <functional>

namespace numeral {

enum class FileCheck {
    Right,
    Wrong, ///< another content, or no file
    Cancelled, ///< `shouldContinue` returned false
};

/// Called several times a second.
using ShouldContinue = std::function<bool()>;

/// Checks size and SHA-256 of a file that is kept.
FileCheck checkKept(const std::filesystem::path& kept, const DownloadFile& file,
    const ShouldContinue& shouldContinue);

/// Copies a file to where it is kept, unpacked if that is how it is kept, unless its SHA-256 is
/// wrong. Appears complete or not at all. Error: FileNotWritten.
Result<FileCheck> copyIfRight(const std::filesystem::path& source, const DownloadFile& file,
    const std::filesystem::path& target, const ShouldContinue& shouldContinue);

} // namespace numeral
