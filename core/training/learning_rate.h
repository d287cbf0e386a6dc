// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

namespace numeral {

/// The learning rate of a run's step, 0 ≤ step < steps, of as many as all epochs have.
///
/// Cosine: half a cosine from the rate down to 0 (Loshchilov & Hutter 2017, "SGDR", equation 5,
/// without restarts). One cycle: half a cosine from 1/25 of the rate up to it in the first 30% of
/// the steps, and half a cosine down to 0 in the others (Smith & Topin 2019, "Super-Convergence",
/// with the proportions that fast.ai made usual).
double learningRateAt(const TrainingConfig& config, std::size_t step, std::size_t steps);

} // namespace numeral
