// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace numeral {

/// How an error falls with the number of training images: error = scale · images^−exponent + floor
/// (Hestness et al. 2017, "Deep Learning Scaling is Predictable, Empirically").
struct PowerLaw {
    double scale = 0;
    double exponent = 0; ///< > 0
    double floor = 0; ///< ≥ 0: what no number of images takes away

    double at(double images) const;
};

/// A mean error, as a fraction, of networks that have learnt from so many images.
struct LearningPoint {
    double images = 0;
    double error = 0;
};

enum class ErrorFloor {
    Fitted,
    Zero, ///< more and more images would take all errors away
};

/// Fits the law by least squares of the error's logarithm, so that every size counts the same.
/// Nothing for fewer than four sizes, or if the error doesn't fall. Few sizes hardly tell whether
/// there is a floor: what lies far beyond them is likely between the laws with and without it.
std::optional<PowerLaw> fitPowerLaw(std::span<const LearningPoint> points, ErrorFloor floor);

} // namespace numeral
