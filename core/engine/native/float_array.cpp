// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/float_array.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <limits>
#include <new>

namespace numeral {

FloatArray zeros(std::size_t floats)
{
    // aligned_alloc requires a size that is a multiple of the alignment.
    constexpr std::size_t unit = kernels::alignment / sizeof(float);
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / sizeof(float) - unit;
    if (floats > most) {
        throw std::bad_alloc();
    }
    const std::size_t rounded = std::max<std::size_t>((floats + unit - 1) / unit, 1) * unit;
    auto* const memory
        = static_cast<float*>(std::aligned_alloc(kernels::alignment, rounded * sizeof(float)));
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    std::fill_n(memory, rounded, 0.0F);
    return FloatArray(memory);
}

} // namespace numeral
