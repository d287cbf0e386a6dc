// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace numeral {

/// Returns a data set as it is in its files with these edits instead of any that it had: labels are
/// changed and test images that are left out are gone, while training images that are left out are
/// only marked, in `Dataset::leftOut`. Error: FileMalformed for edits of images or classes that it
/// doesn't have; FileUnreadable if there is not enough memory.
///
/// Left-out training images keep their places, so that a run without them splits, shuffles and
/// batches all others as a run with them does.
Result<Dataset> withEdits(const Dataset& asInFiles, const DataEdits& edits);

/// Returns the data set without the training images that are only marked as left out, for
/// everything but training from the beginning. Throws std::bad_alloc.
Dataset withoutLeftOut(const Dataset& dataset);

/// Returns those of the indices, of training images, that aren't left out.
std::vector<std::uint32_t> notLeftOut(const Dataset& dataset, std::vector<std::uint32_t> training);

/// Returns the images with these indices, in this order. Throws std::bad_alloc.
LabelledImages pickedImages(const LabelledImages& images, const std::vector<std::uint32_t>& kept);

/// Keeps only the training images, or test images, with these indices, in this order, with what is
/// known of them. Throws std::bad_alloc.
void keepTraining(Dataset& dataset, const std::vector<std::uint32_t>& kept);
void keepTest(Dataset& dataset, const std::vector<std::uint32_t>& kept);

} // namespace numeral
