// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace numeral {

/// Measures, during the work, which of several strategies is the fastest: sharing short steps among
/// threads does not pay if the network is tiny, if communication between cores is slow, or if other
/// programs compete for the cores. Now and then another strategy is compared with the best one, in
/// alternating turns of a millisecond or two, so that other load on the machine affects both alike.
/// Since results are bit-identical for all strategies, the strategy may change at any time.
class StrategyTuner {
public:
    /// `strategies` ≥ 1 is their number. The first one is the most promising; the last one is the
    /// least sensitive to other programs.
    explicit StrategyTuner(std::size_t strategies)
        : m_strategies(strategies)
        , m_untried(strategies - 1)
    {
    }

    /// Returns the strategy for the next piece of work.
    std::size_t strategy() const { return isOthersTurn() ? m_other : m_best; }

    /// Reports that a piece of work of `size`, in any one unit, took `time` with that strategy.
    void report(std::size_t size, std::chrono::steady_clock::duration time);

private:
    static constexpr std::size_t rounds = 3; ///< turns of each in a comparison; the median counts

    /// In a comparison the turns alternate: the best strategy goes first, the other one last.
    bool isOthersTurn() const { return m_bestCosts.size() > m_otherCosts.size(); }

    void closeTurn(double cost);
    void compareWith(std::size_t other, double bestCost);
    void compare(double cost);
    void endComparison(int turnsUntilNext);

    std::size_t m_strategies;
    std::size_t m_untried; ///< strategies not yet compared with the best one
    std::size_t m_best = 0;
    std::size_t m_other = 0; ///< the strategy now or last compared with the best one
    std::vector<double> m_bestCosts; ///< seconds per unit in this comparison's turns; else empty
    std::vector<double> m_otherCosts;
    double m_smoothedCost = 0; ///< moving average of the best strategy's cost; 0 if unknown
    int m_turnsUntilComparison = 0;
    double m_warmUp = 0; ///< remaining seconds of warm-up, which are not counted
    double m_size = 0; ///< of this turn
    double m_seconds = 0;
};

} // namespace numeral
