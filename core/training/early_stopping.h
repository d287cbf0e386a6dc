// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>

namespace numeral {

/// The best epoch so far, and how long ago that was.
class EarlyStopping {
public:
    explicit EarlyStopping(int patience)
        : m_patience(patience)
    {
    }

    /// Takes a finished epoch's validation loss; without one the newest epoch is the best.
    /// True where the epoch is the best so far.
    bool improved(std::optional<double> loss)
    {
        if (loss && *loss >= m_bestLoss) {
            ++m_epochsSinceBest;
            return false;
        }
        m_bestLoss = loss.value_or(m_bestLoss);
        m_epochsSinceBest = 0;
        return true;
    }

    bool exhausted() const { return m_patience > 0 && m_epochsSinceBest >= m_patience; }

private:
    int m_patience;
    int m_epochsSinceBest = 0;
    double m_bestLoss = std::numeric_limits<double>::infinity();
};

} // namespace numeral
