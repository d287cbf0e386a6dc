// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/data_tools.h"
#include "core/data/dataset_parts.h"
#include "core/data/file_tree.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// How likely it is that files are a data set, judged by their names and beginnings.
enum class Likelihood {
    Sure,
    Perhaps, ///< counts where nothing is sure
    OnlyIfNamed, ///< counts if the user has named the file, who then gets to know what is wrong
};

/// A data set that has been found, and not been read yet.
struct DataPlace {
    std::string name; ///< of the data set
    std::string summary; ///< what was found: "IDX files", "26 folders of 3,120 pictures"
    std::filesystem::path source; ///< names it alone, for `dataPlacesAt`
    std::size_t depth = 0; ///< how many folders down it is
    std::string remark; ///< a sentence on what else is there; nothing as a rule
    std::vector<std::size_t> files; ///< the tree's files that it consists of; none of a folder
    Likelihood likelihood = Likelihood::Sure;
    std::function<Result<DatasetParts>(const DataTools& tools)> read;
};

/// A format of data sets.
struct DataFormat {
    std::string_view lookedFor; ///< in a sentence: "four IDX files such as …"

    /// Finds the complete data sets in the files, nearest first.
    std::vector<DataPlace> (*find)(const std::shared_ptr<const FileTree>& tree);

    /// Returns a sentence on what is missing from a data set that isn't complete, or nothing. Null
    /// for formats that need nothing to be complete.
    std::string (*missing)(const FileTree& tree);
};

/// All formats; where a folder has data in several, the first that is named wins.
const std::vector<DataFormat>& dataFormats();

/// Finds the data sets that a path may mean: of a folder or ZIP archive the one directly in it, or
/// else all in up to three levels of folders within; of a file the one that it belongs to; of
/// "DIR/emnist-letters" those of that name. Errors: FileUnreadable if there is none, DataMissing if
/// one is incomplete; the sentence says what was looked for and what was found.
Result<std::vector<DataPlace>> dataPlacesAt(const std::filesystem::path& path);

/// Returns the one data set that the path means. Errors: those of `dataPlacesAt`, and DataMissing
/// if there are several, whose names the sentence has.
Result<DataPlace> dataPlaceAt(const std::filesystem::path& path);

} // namespace numeral
