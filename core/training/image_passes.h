// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/score.h"

#include <functional>
#include <optional>

// Passes over many images: making batches, averaging and scoring.

namespace numeral {

using Indices = std::vector<std::uint32_t>;

/// Means over the images; zeros if there are none.
Score toScore(const BatchSums& sums);

/// Returns a batch of at most `size` images, starting at position `first` of the order; the rest of
/// the order is prefetchCount.
Batch makeBatch(
    const LabelledImages& images, const Indices& order, std::size_t first, std::size_t size);

/// 0 … count − 1.
Indices allIndices(std::size_t count);

/// Returns the mean of each pixel over some images, 0–1. Reads them in the set's order, whatever
/// their order in `which`, since the set may be larger than memory.
std::vector<float> meanPixels(const LabelledImages& images, const Indices& which);

/// Number of images to score in one call of the engine.
std::size_t evaluatedAtOnce(const ImageShape& shape);

/// Returns how many of `images` to calibrate a network with: as many as take about a second. For a
/// huge network these are too few to calibrate it.
std::size_t calibrationImages(const Weights& weights, std::size_t images);

/// Scores some images. Returns nothing if `shouldContinue` returns false.
Result<std::optional<Score>> scoreImages(TrainingEngine& engine, const LabelledImages& images,
    const Indices& which, const std::function<bool()>& shouldContinue);

} // namespace numeral
