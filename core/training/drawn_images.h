// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/image_passes.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>

namespace numeral {

/// Number of images that `drawnImages` makes for `trainingImages` training images.
std::size_t drawnCount(const TrainingConfig& config, std::size_t trainingImages);

/// Whether digits can be drawn for the data set: its classes are digits, preprocessed as MNIST's,
/// of at most 64 pixels a side.
bool canDrawDigits(const Dataset& dataset);

/// Whether outliers can be drawn for it: its images are drawings, preprocessed as MNIST's, of that
/// size.
bool canDrawOutliers(const Dataset& dataset);

/// Makes pen-drawn images to train on besides a data set's: digits, redrawn from training images
/// with people's handwriting variants, and outliers, which belong to none of the classes and have
/// the label outlierLabel: scribbles and, unless letters are among the classes, letters. The
/// configuration says how many, at most 200,000 of each. For the same data they depend on the seed
/// alone. Empty if the configuration asks for none. All are kept in memory.
///
/// `threads` ≥ 1 limits the threads that draw; each calls `shouldContinue` before each image.
/// Returns nothing if that returned false. Error: InvalidSetting if they can't be made.
Result<std::optional<LabelledImages>> drawnImages(const TrainingConfig& config,
    const Dataset& dataset, const Indices& training, std::size_t threads,
    const std::function<bool()>& shouldContinue);

} // namespace numeral
