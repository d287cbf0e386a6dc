// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"

#include <functional>
#include <memory>
#include <vector>

/// The script of a mock training engine, which learns nothing, records the images that it is given
/// and returns the losses that a test has set.
struct EngineScript {
    std::vector<double> validationLosses; ///< mean validation loss by epoch; then the last
    std::vector<double> validationAccuracies; ///< by epoch; then 1
    std::function<double(int step)> trainingLoss = [](int) { return 1.0; }; ///< mean, step from 0
    std::function<void(int step)> beforeStep = [](int) {};
    std::size_t validationImages = 0; ///< images per validation

    // Recorded; images are identified by the number in their pixels, see numberedImages.
    std::vector<std::vector<std::uint32_t>> trainedBatches;
    std::vector<std::uint32_t> evaluated;
    int validations = 0; ///< completed
    std::vector<double> learningRates; ///< in the order in which they were set
    std::vector<float> restored; ///< the last argument of setWeights
};

/// Makes mock engines that follow a script. All their weights equal the number of steps taken.
numeral::EngineFactory scriptedEngine(const std::shared_ptr<EngineScript>& script);

/// A data set of 1×4 images whose pixels encode the image's number (test images continue the count
/// of the training images), so that an image can be identified wherever it turns up.
numeral::Dataset numberedImages(std::uint32_t training, std::uint32_t test);
