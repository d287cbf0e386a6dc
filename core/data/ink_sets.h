// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"
#include "core/ink/ink_file.h"

namespace numeral {

/// Finds ink files (*.ndjson, *.jsonl, also gzipped). All in one folder are one data set, since
/// each is what one person has drawn; so is each alone, if it is named.
std::vector<DataPlace> findInkFiles(const std::shared_ptr<const FileTree>& tree);

/// Reads an ink file, or all in a folder or ZIP archive and in folders within. A drawing without a
/// writer is its file's, where there are several files and it isn't the only one in its. Errors:
/// those of `readInkFile`, and FileUnreadable if there is none.
Result<std::vector<InkRecord>> readInkFiles(const std::filesystem::path& path);

/// Whether a file is called as an ink file is.
bool isInkFile(const std::filesystem::path& file);

/// Returns the folder to open for several ink files together: theirs, if it has no others, or else
/// a new one in `folder`, into which they are copied, those of the same name with numbers. Errors:
/// FileUnreadable, FileNotWritten; nothing is left behind.
Result<std::filesystem::path> folderOfInkFiles(
    const std::vector<std::filesystem::path>& files, const std::filesystem::path& folder);

} // namespace numeral
