// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/score.h"

#include <functional>
#include <optional>

// What is done with many images: to make batches of them, to average and to score them.

namespace numeral {

using Indices = std::vector<std::uint32_t>;

BatchSums& operator+=(BatchSums& sums, const BatchSums& more);

/// Means over the images; zeros where there are none.
Score toScore(const BatchSums& sums);

/// At most `size` of the images that are at `first` of the order and behind; the rest is upcoming.
Batch makeBatch(
    const LabelledImages& images, const Indices& order, std::size_t first, std::size_t size);

/// 0 … count − 1.
Indices allIndices(std::size_t count);

/// The mean of each pixel over some images, 0–1. They are read in the set's order, whatever order
/// they are given in: a set may be larger than memory.
std::vector<float> meanPixels(const LabelledImages& images, const Indices& which);

/// Images that are scored in one call of the engine.
std::size_t evaluatedAtOnce(const ImageShape& shape);

/// How many of so many images a network is calibrated with: what a second or so is enough for. For
/// a huge network that is too few to calibrate it.
std::size_t calibrationImages(const Weights& weights, std::size_t images);

/// Scores some images; nothing where `goOn` says to stop.
Result<std::optional<Score>> scoreImages(TrainingEngine& engine, const LabelledImages& images,
    const Indices& which, const std::function<bool()>& goOn);

} // namespace numeral
