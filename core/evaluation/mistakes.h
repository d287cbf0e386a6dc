// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/data/dataset.h"
#include "core/evaluation/predictions.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace numeral {

/// What a network makes of a data set's images, as it sees them. A value that jobs and views share.
struct MistakesData {
    Model model;
    Dataset dataset; ///< as the network sees it, with all images of the files that it can read
    std::vector<std::string> names; ///< of the network's classes
    bool ofTest = true; ///< of the test images, or else of the training images
    std::vector<Prediction> asInFiles; ///< for the labels of the files, in the images' order

    // With the edits of these images: what is left out is not counted.
    ImageEdits edits;
    std::vector<Prediction> predictions; ///< of all images, in their order
    Confusion confusion{0};
    std::vector<ClassScore> scores;
    std::array<ConfidenceBand, 10> bands;
    std::vector<Prediction> suspects;

    const LabelledImages& images() const { return ofTest ? dataset.test : dataset.training; }
    /// A name for each of the network's classes.
    const std::vector<std::string>& classes() const { return names; }

    /// Where an image stands in the files, from 0.
    std::uint32_t numberOf(std::uint32_t image) const;
    bool isEdited(std::uint32_t image) const { return edits.contains(numberOf(image)); }
    bool isLeftOut(std::uint32_t image) const;
    /// Whether it isn't left out, and the network knows the class that it is labelled as.
    bool isCounted(std::uint32_t image) const;
};

using Mistakes = std::shared_ptr<const MistakesData>;

/// Lets the network read a data set that is as in its files. Null if `shouldContinue` returned
/// false. Errors: as of datasetFor.
Result<Mistakes> mistakesOf(const Model& model, const Dataset& asInFiles, const DataEdits& edits,
    bool ofTest, const std::function<bool()>& shouldContinue);

/// An image as the network sees it.
GreyImage greyImage(const MistakesData& mistakes, std::uint32_t image);

/// The same with other edits.
Mistakes withEdits(const MistakesData& mistakes, const DataEdits& edits);

} // namespace numeral
