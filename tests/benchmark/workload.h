// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"

#include <string>

namespace bench {

/// Training images as bytes: MNIST's first 54,000, or the same with noise, so that no pixel is 0.
struct TrainingData {
    numeral::LabelledImages images;
    std::vector<float> means; ///< of each pixel, 0–1
};

constexpr std::size_t trainingImages = 54'000;

TrainingData mnistPart(const numeral::Dataset& mnist);
TrainingData withNoise(const numeral::Dataset& mnist);

/// A network, a batch size and the number of batches that are timed: a whole epoch of a wide
/// network takes minutes.
struct Workload {
    numeral::Perceptron spec;
    std::size_t batchSize = 0;
    std::size_t batches = 0;

    Workload(std::vector<std::size_t> hidden, std::size_t batch);

    std::string name() const; ///< "50,50 batch 100"
    double productsFlops() const; ///< floating-point operations of a batch's matrix products

    /// Extrapolates from seconds for the timed batches to seconds for an epoch of all images.
    double toEpoch(double seconds) const;
};

/// All workloads, the default network first.
const std::vector<Workload>& grid();

/// Monotonic time, in seconds.
double now();

} // namespace bench
