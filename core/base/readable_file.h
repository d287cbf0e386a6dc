// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace numeral {

/// Returns the error for a file that cannot be read: FileUnreadable, “Cannot read “FILE”: REASON.”
tl::unexpected<Error> unreadable(const std::filesystem::path& file, const std::string& reason);

/// Same, with the system's message for an `errno` value; 0 means that the reason is unknown.
tl::unexpected<Error> unreadable(const std::filesystem::path& file, int systemError);

/// Returns the size in bytes of a regular file; symbolic links are followed. Call it before opening
/// a file, since opening a named pipe would block until there is a writer. Error: FileUnreadable.
Result<std::uint64_t> regularFileSize(const std::filesystem::path& file);

} // namespace numeral
