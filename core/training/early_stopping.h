// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/score.h"
#include "core/training/training_config.h"

#include <optional>

namespace numeral {

/// Tracks the best epoch, and the number of epochs since then.
class EarlyStopping {
public:
    EarlyStopping(int patience, StoppingMetric metric)
        : m_patience(patience)
        , m_metric(metric)
    {
    }

    /// Takes the validation score of a finished epoch and returns whether it is the best so far.
    /// Without validation images, the newest epoch is the best.
    bool improved(const Score& validation)
    {
        const bool better = validation.images == 0 || isBetter(validation);
        m_epochsSinceBest = better ? 0 : m_epochsSinceBest + 1;
        if (better) {
            m_best = validation;
        }
        return better;
    }

    bool exhausted() const { return m_patience > 0 && m_epochsSinceBest >= m_patience; }

private:
    bool isBetter(const Score& score) const
    {
        if (!m_best) {
            return true;
        }
        const bool lower = score.loss < m_best->loss;
        return m_metric == StoppingMetric::Loss
            ? lower
            : score.accuracy > m_best->accuracy || (score.accuracy == m_best->accuracy && lower);
    }

    int m_patience;
    StoppingMetric m_metric;
    int m_epochsSinceBest = 0;
    std::optional<Score> m_best;
};

} // namespace numeral
