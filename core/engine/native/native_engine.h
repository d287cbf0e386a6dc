// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

namespace numeral {

/// Selects the kernels; if the processor lacks the instruction set, its best one is used instead.
enum class InstructionSet { Best, Baseline, Avx2, Avx512 };

/// How threads share a step. Split: all threads share each phase of the step. Redundant: two
/// threads each compute all of the upper layers. Measured: whichever of these, or a single thread,
/// is measured to be the fastest. Results are bit-identical for all of them.
enum class Sharing { Measured, Split, Redundant };

/// Options of this engine only, set by tests and benchmarks only.
struct NativeOptions {
    InstructionSet instructionSet = InstructionSet::Best;
    Sharing sharing = Sharing::Measured;
};

/// Creates Numeral's own engine: multilayer perceptrons and Adam on the CPU, optimised for the
/// hardware, with bit-identical results for any number of threads. Error: EngineFailed if there is
/// not enough memory.
Result<std::unique_ptr<TrainingEngine>> makeNativeEngine(
    const Weights& initial, const EngineOptions& options, const NativeOptions& native);

} // namespace numeral
