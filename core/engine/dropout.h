// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace numeral {

/// Leaves out hidden units at random, and lets the others count for as much more, so that the mean
/// stays what it is (Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
/// Overfitting", JMLR 15). Which ones depends on the seed, the step, the layer and the image's row,
/// and on nothing else: so every engine leaves out the same.
class Dropout {
public:
    /// `probability` that a unit is left out, 0 ≤ p < 1, to 1/65536.
    Dropout(double probability, std::uint64_t seed);

    bool isOff() const { return m_dropped == 0; }

    /// What each unit of a hidden layer is multiplied by, for the image in that row of the batch: 0
    /// or 1 / (1 − p). `layer` counts hidden layers from 0, `step` steps from 1. As many units as
    /// `factors` has, a multiple of 4; the first ones don't depend on how many follow.
    void factors(
        std::int64_t step, std::size_t layer, std::size_t row, std::vector<float>& factors) const;

private:
    std::uint32_t m_dropped; ///< of 65536
    float m_factor;
    std::uint64_t m_seed;
};

} // namespace numeral
