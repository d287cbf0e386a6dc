// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

namespace bench {

/// Seconds for an epoch of the preset LeNet's network and batch size with our LibTorch engine,
/// extrapolated from 60 batches; images as they are.
double leNetEpoch(const TrainingData& data, int threads, const numeral::EngineFactory& torch);

/// Seconds for the first epoch of the preset Convolutional, with its validation, in that many
/// processes of one thread each. Not a number if they fail.
double epochInProcesses(const std::string& program, int processes);

/// Seconds to classify one image with the preset LeNet's network: the median of 300.
double leNetImage(const TrainingData& data);

} // namespace bench
