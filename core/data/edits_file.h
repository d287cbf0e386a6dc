// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <filesystem>

namespace numeral {

/// The edits of data sets are kept beside their files, in the folder's `numeral-edits.json`, by the
/// files' checksums: other content has other edits. Where that can't be written, they are kept in
/// the program's data folder, which then counts. Returns the former's path, or an empty one for
/// data that is in no file.
std::filesystem::path editsFile(const Dataset& dataset);

/// Returns the kept edits of the data set, none if there are none. Error: FileUnreadable or
/// FileMalformed with the file's name.
Result<DataEdits> keptEdits(const Dataset& dataset);

/// Makes the kept edits. If they can't be read or don't fit, the data set is returned as it is in
/// its files, with a remark that says why. Error: FileUnreadable if there is not enough memory.
Result<Dataset> withKeptEdits(const Dataset& asInFiles);

/// Changes what is kept of the data set in the way in which `after` differs from `before`: what
/// another program has changed meanwhile stays. Leaves edits of other data alone. Errors:
/// FileNotWritten, or as for `keptEdits` if the file has unknown content.
Result<void> keepEdits(const Dataset& dataset, const DataEdits& before, const DataEdits& after);

} // namespace numeral
