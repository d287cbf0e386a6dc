// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/data_edits.h"
#include "core/data/labelled_images.h"
#include "core/data/look_correction.h"
#include "core/model/model.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace numeral {

/// Who wrote the images of a data set: a name for each, in their order, or none at all where that
/// isn't known.
struct Writers {
    std::vector<std::string> training;
    std::vector<std::string> test; ///< none of these is among the others, if `areApart`
    bool areApart = false; ///< whoever wrote a test image wrote no training image
};

/// Where images stand in their files, from 0, for each of a part's images in their order; without
/// numbers, where they stand in the data set.
struct ImageNumbers {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> test;
};

/// A training set and a test set of images of the same size. Immutable and cheap to copy.
struct Dataset {
    std::string name; ///< "MNIST", or the folder's name
    LabelledImages training; ///< before the split into training and validation
    LabelledImages test;
    LabelledImages unlabelled; ///< for prediction, often none; every label is outlierLabel
    Writers writers; ///< known for drawings
    ImageNumbers numbers; ///< if it doesn't have all images of its files
    DataEdits edits; ///< that were made to it: see `withEdits`
    std::vector<std::uint32_t> leftOut; ///< training images not to be learnt from, ascending
    std::vector<std::string> classes; ///< class names; every label is an index into it
    Preprocessing preprocessing = Preprocessing::Mnist;
    ClassKind kind = ClassKind::Digits;
    bool isDrawn = false; ///< the images were drawn from ink, so that their look is known
    FoundLook found; ///< what the images in the files look like
    LookCorrections corrections; ///< what was done to them when they were loaded
    std::map<std::size_t, GreyImage> originals; ///< of the first of each class: see asInFile

    std::filesystem::path place; ///< of its files; empty if it is in none
    std::vector<std::string> remarks; ///< sentences on what was done to the files' content

    /// Hexadecimal SHA-256 of each of the files, uncompressed, by file name (canonical for IDX).
    std::map<std::string, std::string> checksums;
};

/// Checks that all pixels could be read; call it after training or testing. Error: FileUnreadable,
/// see LabelledImages::intact.
Result<void> checkIntact(const Dataset& dataset);

/// Returns the data set's name, checksums, corrections and edits as JSON text, as stored in a
/// model's metadata.
std::string provenanceJson(const Dataset& dataset);

/// Returns the corrections that the JSON text of `provenanceJson` records, if it is of the same
/// files, so that a network's data looks the same to it again.
LookChoices recordedCorrections(const std::string& provenance, const Dataset& dataset);

/// Returns the edits that the JSON text records; none if they can't be read.
DataEdits recordedEdits(const std::string& provenance);

/// Returns what the JSON text records but for the edits of training images: where that is the same,
/// networks were tested on the same images.
std::string testProvenance(const std::string& provenance);

/// Returns the name, and what was edited if anything was: "MNIST (3 left out)".
std::string titleOf(const Dataset& dataset);

/// Returns the size that the JSON text records that images were scaled to; 0 for none.
std::size_t recordedSide(const std::string& provenance);

} // namespace numeral
