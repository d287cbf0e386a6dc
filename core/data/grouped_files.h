// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"
#include "core/data/name_words.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace numeral {

/// Files of one folder and ending that make one data set, since their names differ only in words
/// such as train, test, images and labels.
struct GroupedFiles {
    std::string folder; ///< path in the tree
    std::string rest; ///< what the names have in common, in lower case; often nothing
    std::vector<std::size_t> files; ///< indices into the tree's files, in their order

    /// Whether a file's name says that it is for training.
    bool hasTraining(const FileTree& tree) const;
};

/// Returns a file's name without its folders and endings: "train" of "a/train.csv.gz".
std::string_view stemOf(std::string_view file);

/// Groups the files for which `isWanted` is true. Of a file and its gzipped copy the file counts.
std::vector<GroupedFiles> groupedFiles(
    const FileTree& tree, const std::function<bool(std::string_view file)>& isWanted);

/// Returns the group's place, without the function that reads it.
DataPlace placeOf(const GroupedFiles& group, const FileTree& tree);

} // namespace numeral
