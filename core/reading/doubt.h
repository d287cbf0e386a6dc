// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/reading/classifier.h"

namespace numeral {

/// Why an answer had better not be believed.
enum class Doubt {
    None,
    BetweenTwo, ///< another class may be right
    Unlike, ///< it is likelier that it is none of the classes
};

/// An answer with a lower probability is doubted.
constexpr float leastProbability = 0.88F;

/// The answer, and how far to believe it.
struct Verdict {
    /// With the probability that the image shows none of the classes taken off each class's, so
    /// that they sum to 1 − none: what is doubted is never shown as certain.
    Recognition recognition;
    float none = 0; ///< that probability
    Doubt doubt = Doubt::None;
};

/// `recognition` has the probability of none of the classes taken off already.
Doubt doubtOf(const Recognition& recognition, float none);

/// That something is unlike all images that were learnt from shows in its largest logit (Hendrycks
/// et al. 2022, "Scaling Out-of-Distribution Detection for Real-World Settings", section 3), where
/// the calibration knows how large that ought to be: e times as improbable for each unit less.
Verdict judged(Recognition recognition, const Calibration& calibration);

/// The share of images whose answers are not doubted, 0–1; 0 without images.
double shareSure(const Model& model, const PickedImages& images);

/// Whether the second most probable class is worth naming: at least one time in ten it is right.
bool hasSecond(const Recognition& recognition);

/// The second most probable class; the first one where there is only one.
std::size_t secondLabel(const Recognition& recognition);

} // namespace numeral
