// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace numeral {

// What a run uses of a data set. All that is drawn at random depends on the data and the seed
// alone.

/// Returns those of the classes that the configuration uses, in the data set's order.
std::vector<std::string> usedClasses(
    const TrainingConfig& config, const std::vector<std::string>& classes);

/// Returns the network to train on the data set's images and used classes.
Architecture networkFor(const TrainingConfig& config, const Dataset& dataset);

/// Returns the data set with only the images of the used classes; its labels are indices into
/// these. Errors: InvalidSetting for a class that it doesn't have, or fewer than two;
/// FileUnreadable if there is not enough memory.
Result<Dataset> withUsedClasses(const TrainingConfig& config, const Dataset& dataset);

/// Returns the indices, of training images, that are trained on: with imbalance fewer of each class
/// than of the one before it, and at most as many as the configuration says.
std::vector<std::uint32_t> usedImages(
    const TrainingConfig& config, const Dataset& dataset, std::vector<std::uint32_t> training);

/// Returns the data set's training images with label noise at these indices: each has another class
/// with the configured probability, any of the others (symmetric noise).
LabelledImages withLabelNoise(const TrainingConfig& config, const Dataset& dataset,
    const std::vector<std::uint32_t>& training);

} // namespace numeral
