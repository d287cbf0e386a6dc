// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_group.h"

#include <map>
#include <span>
#include <vector>

namespace numeral {

/// Ends the bad runs of a group early, and forwards its events to another observer. After 1, 3, 9,
/// 27 … epochs a run goes on only if it is among the best third of those that have come so far by
/// then; the first two always do. That is asynchronous successive halving (ASHA: Li et al. 2020, "A
/// System for Massively Parallel Hyperparameter Tuning"), with runs that are stopped for good
/// instead of paused. Which runs end early depends on which came first, so that it can be
/// otherwise from one time to the next; what a run learns does not. The constructor's arguments
/// must outlive it.
class SuccessiveHalving final : public GroupObserver {
public:
    static constexpr int factor = 3;

    /// The runs are judged by their best validation loss, or accuracy, so far.
    SuccessiveHalving(StoppingMetric metric, GroupControl& control, GroupObserver& next);

    /// Counts a run that was trained before, so that others are judged by it, too.
    void addFormer(std::span<const EpochFigures> epochs);

    void runStarted(std::size_t run) override { m_next.runStarted(run); }
    void epochFinished(std::size_t run, const EpochFigures& figures) override;
    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        m_next.runEnded(run, result);
    }

private:
    /// The smaller, the better.
    double objective(const EpochFigures& figures) const;

    StoppingMetric m_metric;
    GroupControl& m_control;
    GroupObserver& m_next;
    std::map<std::size_t, double> m_best; ///< objective of each run so far
    std::map<int, std::vector<double>> m_reached; ///< by the epoch: objective of those that came
};

} // namespace numeral
