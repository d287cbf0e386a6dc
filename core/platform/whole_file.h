// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace numeral::platform {

/// Writes a file that appears complete or not at all, as AtomicFile does. Error: FileNotWritten;
/// the old file is then unchanged, but for the case that AtomicFile::commit names.
Result<void> writeWholeFile(const std::filesystem::path& file, std::string_view bytes);

} // namespace numeral::platform
