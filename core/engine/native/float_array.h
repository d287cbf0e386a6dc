// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace numeral {

struct FreeMemory {
    void operator()(float* floats) const { std::free(floats); }
};

/// An array of floats, aligned to kernels::alignment bytes.
using FloatArray = std::unique_ptr<float[], FreeMemory>;

/// Returns an array of zeros. Throws std::bad_alloc.
FloatArray zeros(std::size_t floats);

} // namespace numeral
