// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/reading/classifier.h"

namespace numeral {

/// What images that the network has not learnt from tell about its answers: the temperature that
/// minimises their loss (Guo, Pleiss, Sun & Weinberger 2017, "On Calibration of Modern Neural
/// Networks", section 4.2), and the largest logit, divided by it, that only one in a hundred of
/// them falls short of. Fewer than 200 images tell neither: then the temperature is 1.
Calibration calibrate(const Weights& weights, const PickedImages& images);

/// The same network with all logits divided by the temperature: its last layer's weights are.
WeightsSnapshot temperatureScaled(const WeightsSnapshot& weights, double temperature);

/// How far confidence and accuracy lie apart: the mean of |accuracy − mean confidence| over 15 bins
/// of equal width of the confidence, weighted by their images (Guo et al. 2017, equation 5), 0–1.
double expectedCalibrationError(const Weights& weights, const PickedImages& images);

} // namespace numeral
