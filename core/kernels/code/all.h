// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kernels' code, included by one file per instruction set, which defines NUMERAL_KERNELS as its
// namespace. Everything is in that namespace: of an inline function in a common namespace, the
// linker might keep the copy compiled for AVX-512, even for processors without it.
#pragma once

#include "core/kernels/code/activations.h"
#include "core/kernels/code/backward.h"
#include "core/kernels/code/cross_entropy.h"
#include "core/kernels/code/forward.h"
#include "core/kernels/code/update.h"

namespace numeral::kernels::NUMERAL_KERNELS {

constexpr Kernels table{forwardSparse, forwardDense, addParts, forward, activate, crossEntropy,
    backward, sumColumns, updateWeights, updateSparse, adamStored};

} // namespace numeral::kernels::NUMERAL_KERNELS
