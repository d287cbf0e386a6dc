// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/power_law.h"
#include "core/evaluation/statistics.h"
#include "core/training/training_config.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace numeral {

/// Returns the numbers of training images with which to learn how many are needed: 100, 300, 1,000
/// … and all that the configuration uses; four sizes at least, or none if there are too few images.
std::vector<int> dataSizes(const TrainingConfig& config, const Dataset& dataset);

/// What the group of such a number of images is called in the history.
std::string dataNeedTitle(int images, const Dataset& dataset);

/// Test accuracies of networks by the number of images that they have learnt from.
using AccuraciesBySize = std::map<int, std::vector<double>>;

/// How accuracy depends on the number of training images.
struct DataNeed {
    std::map<int, MeanEstimate> accuracies; ///< by the number of images
    std::optional<PowerLaw> law; ///< of the mean errors
    std::optional<PowerLaw> lawWithoutFloor; ///< there is one if there is the other
    /// What ten times as many images as the most would bring, by the laws: shares of the test
    /// images, the smaller first.
    std::optional<std::pair<double, double>> gain;
};

DataNeed dataNeed(const AccuraciesBySize& accuracies);

} // namespace numeral
