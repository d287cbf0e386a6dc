// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/labelled_images.h"
#include "core/evaluation/confusion.h"
#include "core/model/model.h"

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace numeral {

/// What a network makes of an image whose label is known.
struct Prediction {
    std::uint32_t image = 0; ///< its index
    Label truth = 0;
    Label answer = 0; ///< the most probable class
    float confidence = 0; ///< probability of the answer
    float truthProbability = 0;

    bool isRight() const { return answer == truth; }
};

/// Predicts all images, which must be as the network sees them: see `datasetFor`. Calls
/// `shouldContinue` now and then; returns nothing if that returns false.
std::optional<std::vector<Prediction>> predictionsFor(
    const Model& model, const LabelledImages& images, const std::function<bool()>& shouldContinue);

Confusion confusionOf(std::size_t classes, const std::vector<Prediction>& predictions);

/// How well a class is told from the others (van Rijsbergen 1979, "Information Retrieval", ch. 7).
struct ClassScore {
    std::size_t images = 0; ///< of the class
    std::optional<double> precision; ///< right share of such answers; none if there are none
    std::optional<double> recall; ///< share of its images that are found; none without an image
    std::optional<double> f1; ///< harmonic mean of both
};

/// A score for each class.
std::vector<ClassScore> classScores(const Confusion& confusion);

/// Images whose confidence lies in a band of a tenth.
struct ConfidenceBand {
    std::size_t images = 0;
    double confidence = 0; ///< mean; 0 without an image
    double accuracy = 0;
};

/// Which of ten bands of equal width a confidence, 0–1, lies in.
std::size_t bandOf(float confidence);

/// The reliability diagram (Guo et al. 2017, "On Calibration of Modern Neural Networks", section
/// 2): where accuracy and confidence are equal, the network is calibrated.
std::array<ConfidenceBand, 10> reliability(const std::vector<Prediction>& predictions);

/// Returns the predictions whose labels may be wrong, the likeliest first: another class is at
/// least as probable as it is on average for images that bear its label (confident learning:
/// Northcutt, Jiang & Chuang 2021, "Confident Learning: Estimating Uncertainty in Dataset Labels",
/// section 3.1, for the most probable class). Of images that the network has learnt from it finds
/// few: it believes their labels.
std::vector<Prediction> suspectLabels(
    std::size_t classes, const std::vector<Prediction>& predictions);

/// Returns the indices of the images that are nearest to one of the same size, the nearest first:
/// by the Euclidean distance of their pixels.
std::vector<std::size_t> nearestImages(
    std::span<const std::uint8_t> image, const LabelledImages& among, std::size_t count);

} // namespace numeral
