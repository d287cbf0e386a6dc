// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace numeral::platform {

/// Returns the error for a file that cannot be written: FileNotWritten, “Cannot write “FILE”:
/// REASON.”
tl::unexpected<Error> notWritten(const std::filesystem::path& file, const std::string& reason);

/// Same, with the system's message for an `errno` value.
tl::unexpected<Error> notWritten(const std::filesystem::path& file, int systemError);

/// Returns the folder that a file is in.
std::filesystem::path folderOf(const std::filesystem::path& file);

/// Writes a folder's entries to the disk. Returns an `errno` value, 0 for success.
int syncFolder(const std::filesystem::path& folder);

} // namespace numeral::platform
