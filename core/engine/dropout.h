// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace numeral {

/// Inverted dropout: drops hidden units at random and scales up the others, so that the mean is
/// unchanged (Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
/// Overfitting", JMLR 15). The mask depends only on the seed, the step, the layer and the image's
/// row, so that every engine drops the same units.
class Dropout {
public:
    /// `probability` of dropping a unit, 0 ≤ p < 1, rounded to a multiple of 1/65536.
    Dropout(double probability, std::uint64_t seed);

    bool isOff() const { return m_dropped == 0; }

    /// Fills `factors` with the dropout mask of a hidden layer for the image in that row of the
    /// batch: 0 or 1 / (1 − p) per unit. `layer` counts hidden layers from 0, `step` steps from 1.
    /// The size of `factors` must be a multiple of 4; the first factors do not depend on it.
    void factors(
        std::int64_t step, std::size_t layer, std::size_t row, std::vector<float>& factors) const;

private:
    std::uint32_t m_dropped; ///< number of dropped values out of 65536
    float m_factor;
    std::uint64_t m_seed;
};

} // namespace numeral
