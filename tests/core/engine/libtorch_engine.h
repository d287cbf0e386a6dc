// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

/// The same network as everybody writes it with LibTorch: a Sequential of Linear and ReLU,
/// autograd, cross_entropy and optim::Adam. It centres its inputs where it is given means, and
/// knows nothing of our engine's ways; `threads` and `instructionSet` are left to LibTorch.
numeral::Result<std::unique_ptr<numeral::TrainingEngine>> makeLibtorchEngine(
    const numeral::Weights& initial, const numeral::EngineOptions& options);

/// Autograd's gradient of a batch's mean loss, for inputs as they are, in the layout of Weights.
std::vector<float> libtorchGradient(const numeral::Weights& weights, const numeral::Batch& batch);
