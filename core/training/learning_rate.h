// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

namespace numeral {

/// Returns the learning rate of a step, 0 ≤ step < steps, where `steps` are those of all epochs.
///
/// Cosine: cosine annealing from the rate to 0 (Loshchilov & Hutter 2017, "SGDR", equation 5,
/// without restarts). One cycle: cosine warm-up from 1/25 of the rate in the first 30% of the
/// steps, then cosine annealing to 0 (Smith & Topin 2019, "Super-Convergence", with fast.ai's usual
/// proportions).
double learningRateAt(const TrainingConfig& config, std::size_t step, std::size_t steps);

} // namespace numeral
