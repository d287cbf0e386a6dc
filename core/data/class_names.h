// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/file_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// The file beside IDX files, whose labels are numbers, that names their classes: UTF-8, the name
/// of one class a line, in the order of the labels.
inline constexpr const char* classNamesName = "classes.txt";

/// Returns the names of classes that are called by their labels: 0, 1, 2 …
std::vector<std::string> numberNames(std::size_t count);

/// Returns such a file's content. A name's line breaks become blanks.
std::string classNamesText(const std::vector<std::string>& classes);

/// Reads such a file of a tree. Blank lines at its end are passed over. Errors: FileUnreadable;
/// FileMalformed if a name is missing, occurs twice, or there are fewer than `labels` of them or
/// more than `maximumClasses`.
Result<std::vector<std::string>> readClassNames(
    const FileTree& tree, std::size_t file, std::size_t labels);

} // namespace numeral
