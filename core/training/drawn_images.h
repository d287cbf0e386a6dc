// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/image_passes.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>

namespace numeral {

/// How many images `drawnImages` makes beside so many training images.
std::size_t drawnCount(const TrainingConfig& config, std::size_t trainingImages);

/// Images that a pen has drawn, to be learnt from beside a data set's: as many as the configuration
/// says of digits, after training images and with the habits that people have, and of outliers,
/// which are no digits and have the label Batch::outlier; at most 200,000 of each. What they are
/// depends on the seed alone. Empty where the configuration asks for none. Memory for all of them
/// is taken.
///
/// `threads` ≥ 1 are the most that draw; each asks `goOn` before each image. Nothing where that
/// said no. Error: InvalidSetting where the data aren't digits as MNIST prepares them.
Result<std::optional<LabelledImages>> drawnImages(const TrainingConfig& config,
    const Dataset& dataset, const Indices& training, std::size_t threads,
    const std::function<bool()>& goOn);

} // namespace numeral
