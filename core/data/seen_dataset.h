// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace numeral {

// A data set as a network sees it.

/// Returns the images, filtered. Throws std::bad_alloc.
LabelledImages withFilters(const std::vector<ImageFilter>& filters, const LabelledImages& images);

/// Returns the data set with its images filtered. Error: FileUnreadable if there is not enough
/// memory, or images can no longer be read.
Result<Dataset> withFilters(const std::vector<ImageFilter>& filters, const Dataset& dataset);

enum class NameMatch {
    Exact,
    CaseApart, ///< a Latin letter also means the other case: see classOf
};

/// Returns the images of the classes that are named, in this order; labels are indices into them.
/// A remark counts the test images of classes that are left out. Where no name is known, a class is
/// taken for the one with its number. Error: FileUnreadable as above.
Result<Dataset> withClasses(
    const std::vector<std::string>& classes, const Dataset& dataset, NameMatch match);

/// Returns the data set as that network sees it: its classes, look and filters, without what is
/// left out. Errors: ModelMismatch if images or labels don't fit, FileUnreadable.
Result<Dataset> datasetFor(const Model& model, const Dataset& dataset);

/// Checks that a network reads images of that size and has a class for each label. Error:
/// ModelMismatch.
Result<void> checkFits(const Model& model, const LabelledImages& images);

} // namespace numeral
