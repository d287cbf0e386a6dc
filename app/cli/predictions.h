// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/model/model.h"

#include <filesystem>

namespace numeral::cli {

/// Checks that a data set has images without labels. Error: DataMissing.
Result<void> checkHasUnlabelled(const Dataset& dataset);

/// Writes the class that a model gives each image without a label as a CSV table, as Kaggle's
/// competitions want it: "ImageId,Label", numbered from 1. The images must be as the model's input.
/// Errors: DataMissing if there are none, FileNotWritten.
Result<void> writePredictions(
    const Model& model, const Dataset& dataset, const std::filesystem::path& file);

/// Writes what a model reads wrong of the test images as a CSV table, the surest first: number of
/// the image from 1, truth, answer, its probability, and whether the label is suspect (see
/// suspectLabels). The images must be as the model's input. Error: FileNotWritten.
Result<void> writeMistakes(
    const Model& model, const Dataset& dataset, const std::filesystem::path& file);

} // namespace numeral::cli
