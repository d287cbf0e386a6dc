// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace numeral {

/// Returns the error for a file that cannot be read: FileUnreadable, “Cannot read “FILE”: REASON.”
tl::unexpected<Error> unreadable(const std::filesystem::path& file, const std::string& reason);

/// Same, with the system's message for an `errno` value; 0 means that the reason is unknown.
tl::unexpected<Error> unreadable(const std::filesystem::path& file, int systemError);

/// Returns the size in bytes of a regular file; symbolic links are followed. Call it before opening
/// a file, since opening a named pipe would block until there is a writer. Error: FileUnreadable.
Result<std::uint64_t> regularFileSize(const std::filesystem::path& file);

/// Returns a regular file's bytes. Error: FileUnreadable, also if there are more than `most`.
/// Throws std::bad_alloc.
Result<std::vector<std::uint8_t>> readWholeFile(
    const std::filesystem::path& file, std::uint64_t most);

} // namespace numeral
