// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/reading/classifier.h"

namespace numeral {

/// Why an answer is unreliable.
enum class Doubt {
    None,
    BetweenTwo, ///< another class may be right
    OutOfDistribution, ///< it is more likely none of the classes
};

/// Answers with a lower probability are doubted.
constexpr float minProbability = 0.88F;

/// The answer, and how reliable it is.
struct Verdict {
    /// Its class probabilities are multiplied by 1 − none, so that they sum to that: an outlier is
    /// never shown as certain.
    Recognition recognition;
    float none = 0; ///< probability that the image shows none of the classes, 0–1
    Doubt doubt = Doubt::None;
};

/// The probabilities of `recognition` are already multiplied by 1 − none.
Doubt doubtOf(const Recognition& recognition, float none);

/// Detects outliers by their largest logit (Hendrycks et al. 2022, "Scaling Out-of-Distribution
/// Detection for Real-World Settings", section 3). Each unit by which it falls short of the
/// calibration's `minLogit`, less a tolerance, divides the probability of the classes by e;
/// `none` is what remains. Without a `minLogit`, `none` is 0.
Verdict judged(Recognition recognition, const Calibration& calibration);

/// The fraction of images whose answers are not doubted, 0–1; 0 without images.
double confidentFraction(const Model& model, const PickedImages& images);

/// Whether the second most probable class is worth showing: its probability is at least 0.1.
bool hasRunnerUp(const Recognition& recognition);

/// The second most probable class; the first if there is only one.
std::size_t runnerUpLabel(const Recognition& recognition);

} // namespace numeral
