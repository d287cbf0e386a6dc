// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef __AVX2__
#define NUMERAL_KERNELS avx2_code
#include "core/kernels/code/all.h"
#else
#include "core/kernels/kernels.h"
#endif

namespace numeral::kernels {

const Kernels* avx2()
{
#ifdef __AVX2__
    const bool there = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return there ? &avx2_code::table : nullptr;
#else
    return nullptr;
#endif
}

} // namespace numeral::kernels
