// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace numeral {

/// The error of a file that can't be read: FileUnreadable, “Cannot read “FILE”: REASON.”
tl::unexpected<Error> unreadable(const std::filesystem::path& file, const std::string& reason);

/// The same with the system's reason, an errno; 0 stands for an unknown one.
tl::unexpected<Error> unreadable(const std::filesystem::path& file, int systemError);

/// The size in bytes of a regular file, a link's target for one. To be asked before a file is
/// opened: opening a pipe would wait for a writer. Error: FileUnreadable.
Result<std::uint64_t> regularFileSize(const std::filesystem::path& file);

} // namespace numeral
