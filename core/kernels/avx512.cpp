// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef __AVX512F__
#define NUMERAL_KERNELS avx512_code
#include "core/kernels/code/all.h"
#else
#include "core/kernels/kernels.h"
#endif

namespace numeral::kernels {

const Kernels* avx512()
{
#ifdef __AVX512F__
    const bool there = __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vbmi2");
    return there ? &avx512_code::table : nullptr;
#else
    return nullptr;
#endif
}

} // namespace numeral::kernels
