// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/file_tree.h"

namespace numeral {

/// Lists a ZIP archive. Errors: FileUnreadable; FileMalformed, also for another kind of file.
Result<std::shared_ptr<const FileTree>> openZipTree(const std::filesystem::path& file);

/// Whether the file starts as a ZIP archive does; an NPZ file does as well.
bool isZip(const std::filesystem::path& file);

} // namespace numeral
