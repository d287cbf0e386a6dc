// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernels.h"

namespace numeral {

/// Leaves out hidden units at random, and lets the others count for as much more, so that the mean
/// stays what it is (Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
/// Overfitting", JMLR 15). Which ones depends on the seed, the step, the layer and the image's row,
/// and on nothing else.
class Dropout {
public:
    /// `probability` that a unit is left out, 0 ≤ p < 1, to 1/65536.
    Dropout(double probability, std::uint64_t seed);

    bool isOff() const { return m_dropped == 0; }

    /// Changes some rows of a hidden layer's output, rows × units in panels, and their slopes.
    void apply(std::int64_t step, std::size_t layer, float* values, float* slopes,
        std::size_t units, std::size_t rows, kernels::Range range) const;

private:
    std::uint32_t m_dropped; ///< of 65536
    float m_factor;
    std::uint64_t m_seed;
};

} // namespace numeral
