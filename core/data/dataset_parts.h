// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/image_part.h"

#include <map>
#include <string>
#include <vector>

namespace numeral {

/// What a data set's files hold, whatever their format.
struct DatasetParts {
    std::string name; ///< of the data set
    std::string place; ///< its folder or file, for messages
    ImagePart training;
    ImagePart test; ///< without images if there are none
    ImagePart unlabelled; ///< likewise; images without labels, for prediction
    bool isDrawn = false; ///< from ink, so that nothing about the images needs to be found out
    std::map<std::string, std::string> checksums; ///< SHA-256 by file name
    std::vector<std::string> remarks; ///< sentences for the user
};

/// Makes one part of two, with the classes of both. Error: FileMalformed if their images differ in
/// size, or only one has labels. Throws std::bad_alloc.
Result<ImagePart> joined(ImagePart first, ImagePart second, const std::string& place);

/// Makes a data set of its parts. Classes are those whose labels occur, in natural order of their
/// names or, without names, of their numbers; numbers of one digit are digits, from 0 on. Without
/// test images (images without labels don't count) some of each class are set aside, always the
/// same ones, or where it is known who wrote them all images of some writers, which is remarked.
/// Errors: FileMalformed if the training images have no labels, there is one class only or more
/// than `maximumClasses`, or sizes differ; FileUnreadable if there is not enough memory.
Result<Dataset> assembled(DatasetParts parts);

/// Makes a data set of images without labels, those that are unlabelled or else for training: it
/// has no classes, and no others.
Dataset assembledWithoutLabels(DatasetParts parts);

} // namespace numeral
