// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kernels' code, included by one file for each instruction set, which says in NUMERAL_KERNELS
// what its namespace is. Everything is inside that namespace: an inline function of a common one,
// compiled for AVX-512 here, might be what the linker keeps for a processor that has none.
#pragma once

#include "core/kernels/code/activations.h"
#include "core/kernels/code/backward.h"
#include "core/kernels/code/cross_entropy.h"
#include "core/kernels/code/forward.h"
#include "core/kernels/code/learn.h"

namespace numeral::kernels::NUMERAL_KERNELS {

constexpr Kernels table{forwardSparse, forwardDense, join, forward, activate, crossEntropy,
    backward, sumColumns, learn, learnSparse, adamStored};

} // namespace numeral::kernels::NUMERAL_KERNELS
