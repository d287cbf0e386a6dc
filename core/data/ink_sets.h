// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"
#include "core/ink/ink_file.h"

namespace numeral {

/// Finds ink files (*.ndjson, *.jsonl, also gzipped). All in one folder are one data set, since
/// each is what one person has drawn; so is each alone, if it is named.
std::vector<DataPlace> findInkFiles(const std::shared_ptr<const FileTree>& tree);

/// Reads an ink file, or all in a folder or ZIP archive and in folders within. A drawing without a
/// writer is its file's, where there are several files. Errors: those of `readInkFile`, and
/// FileUnreadable if there is none.
Result<std::vector<InkRecord>> readInkFiles(const std::filesystem::path& path);

} // namespace numeral
