// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/predictions.h"

#include <memory>
#include <vector>

namespace numeral::ui {

/// What a network makes of a data set's images, as it sees them. A value that jobs and views share.
struct MistakesData {
    Model model;
    Dataset dataset; ///< as the network sees it
    bool ofTest = true; ///< of the test images, or else of the training images
    std::vector<Prediction> predictions;
    Confusion confusion{0};
    std::vector<ClassScore> scores;
    std::array<ConfidenceBand, 10> bands;
    std::vector<Prediction> suspects;

    const LabelledImages& images() const { return ofTest ? dataset.test : dataset.training; }
    const std::vector<std::string>& classes() const { return dataset.classes; }
};

using Mistakes = std::shared_ptr<const MistakesData>;

} // namespace numeral::ui
