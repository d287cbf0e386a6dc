// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_tools.h"
#include "core/data/dataset_parts.h"
#include "core/data/file_tree.h"
#include "core/data/name_words.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// Pictures sorted into a folder for each class, as they were found.
struct PictureClasses {
    /// One picture, and what its folders say of it.
    struct Picture {
        std::size_t file; ///< index into the tree's files
        Label label; ///< index into `classes`
        DataPart part;
    };

    std::shared_ptr<const FileTree> tree;
    std::string base; ///< path in the tree of the folder that they are in; often nothing
    std::vector<std::string> classes; ///< the folders' names, in natural order
    std::vector<Picture> pictures;
};

/// Finds the folders with at least two folders within that hold pictures, or with a folder called
/// train, test or the like that has such. Pictures are known by their names: see isPictureName.
std::vector<PictureClasses> findPictureClasses(const std::shared_ptr<const FileTree>& tree);

/// Returns a sentence on a folder with pictures of one class alone; nothing if there is none.
std::string missingPictureClass(const FileTree& tree);

/// Pictures of one size with sides of up to this many pixels keep it; others are made 28×28.
inline constexpr std::size_t mostKeptSide = 64;

/// Decodes the pictures, on all cores, and keeps the result in `cache`, from where it is read the
/// next time if no picture's name, size and time has changed. Pictures that can't be read are left
/// out, which is remarked. Validation pictures are test pictures where there are no others, else
/// training pictures. `parts` has the name and place. Errors: FileUnreadable, also if cancelled;
/// FileMalformed if not one of ten pictures can be read.
Result<DatasetParts> readPictureClasses(const PictureClasses& found, DatasetParts parts,
    const DataTools& tools, const std::filesystem::path& cache);

} // namespace numeral
