// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/model/predictor.h"

namespace numeral {

/// Calibrates a network on held-out images. Returns the temperature that minimises their loss (Guo,
/// Pleiss, Sun & Weinberger 2017, "On Calibration of Modern Neural Networks", section 4.2), and the
/// first percentile of their largest logits, divided by that temperature. With fewer than 200
/// images, or logits that aren't finite, the temperature is 1 and the percentile unset.
Calibration calibrate(const Weights& weights, const PickedImages& images);

/// Returns the network with all logits divided by the temperature, by scaling the parameters of its
/// last layer.
WeightsSnapshot temperatureScaled(const WeightsSnapshot& weights, double temperature);

/// Expected calibration error, 0–1: the mean of |accuracy − mean confidence| over 15 bins of equal
/// width of the confidence, weighted by their numbers of images (Guo et al. 2017, equation 5).
double expectedCalibrationError(const Weights& weights, const PickedImages& images);

} // namespace numeral
