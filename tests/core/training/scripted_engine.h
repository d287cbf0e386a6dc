// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"

#include <functional>
#include <memory>
#include <vector>

/// Stands in for the training engine: learns nothing, notes which images it is given and answers
/// with the losses that a test has written down.
struct EngineScript {
    std::vector<double> validationLosses; ///< mean loss of each epoch's validation; then the last
    std::vector<double> validationAccuracies; ///< of each epoch; then 1
    std::function<double(int step)> trainingLoss = [](int) { return 1.0; }; ///< mean, step from 0
    std::function<void(int step)> beforeStep = [](int) {};
    std::size_t validationImages = 0; ///< so many belong to one validation

    // What was seen, images told by the first pixel of theirs: see numberedImages.
    std::vector<std::vector<std::uint32_t>> trainedBatches;
    std::vector<std::uint32_t> evaluated;
    int validations = 0; ///< complete ones
    std::vector<double> learningRates; ///< as they were set
    std::vector<float> restored; ///< what setWeights was last given
};

/// The engine of a script. Its weights are all equal to the number of steps taken.
numeral::EngineFactory scriptedEngine(const std::shared_ptr<EngineScript>& script);

/// A data set of 1×4 images whose pixels spell their number in the training file (test images count
/// on from there), so that an image is known wherever it turns up.
numeral::Dataset numberedImages(std::uint32_t training, std::uint32_t test);
