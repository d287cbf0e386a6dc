// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

namespace numeral {

/// Which of the kernels are used; what the processor lacks stands for the best that it has.
enum class InstructionSet { Best, Baseline, Avx2, Avx512 };

/// How threads share a step: each part of it split among all; two threads that both do all of the
/// upper layers; or whichever of these, or one thread alone, proves to be faster. It changes no bit
/// of a result.
enum class Sharing { Measured, Split, Repeated };

/// What only this engine has, and only tests and benchmarks set.
struct NativeOptions {
    InstructionSet instructionSet = InstructionSet::Best;
    Sharing sharing = Sharing::Measured;
};

/// The engine of our own: multilayer perceptrons and Adam on a processor, as fast as the hardware
/// goes, bit for bit the same for any number of threads.
/// Error: EngineFailed where there isn't memory.
Result<std::unique_ptr<TrainingEngine>> makeNativeEngine(
    const Weights& initial, const EngineOptions& options, const NativeOptions& native);

} // namespace numeral
