// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/recognition/classifier.h"

namespace numeral {

/// Why an answer had better not be believed.
enum class Doubt {
    None,
    BetweenTwo, ///< another class is nearly as probable
    Unlike, ///< it looks like nothing that the network has learnt from
};

/// Below this probability an answer is doubted.
constexpr float leastProbability = 0.7F;

/// Whether to believe an answer. That something is unlike all images that were learnt from shows in
/// its largest logit (Hendrycks et al. 2022, "Scaling Out-of-Distribution Detection for Real-World
/// Settings", section 3), where the calibration knows how large that ought to be.
Doubt doubtOf(const Recognition& recognition, const Calibration& calibration);

/// The share of images whose answers are not doubted, 0–1; 0 without images.
double shareSure(const Model& model, const PickedImages& images);

/// The second most probable class; the first one where there is only one.
std::size_t secondLabel(const Recognition& recognition);

} // namespace numeral
