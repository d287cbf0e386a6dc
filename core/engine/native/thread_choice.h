// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace numeral {

/// Finds out, while work goes on, which of several strategies is the fastest: threads that share
/// short steps lose where the network is tiny, where a word takes long from core to core, or where
/// other programs want their cores. Now and then another strategy is compared with the best one, in
/// turns of a millisecond or two, so that whatever else the machine does meets both alike. As no
/// strategy changes a bit of a result, it may change at any time.
class ThreadChoice {
public:
    /// `strategies` ≥ 1: the likeliest first, last the one that other programs disturb least.
    explicit ThreadChoice(std::size_t strategies)
        : m_strategies(strategies)
        , m_untried(strategies - 1)
    {
    }

    /// How the next piece of work is to be done.
    std::size_t strategy() const { return isOthersTurn() ? m_other : m_best; }

    /// A piece of work of `size`, in any one unit, took so long done with that strategy.
    void took(std::size_t size, std::chrono::steady_clock::duration time);

private:
    static constexpr std::size_t rounds = 3; ///< of a comparison: the middle one counts

    /// In a comparison the best strategy has its turn first, and the other one the last.
    bool isOthersTurn() const { return m_bestCosts.size() > m_otherCosts.size(); }

    void closeTurn(double cost);
    void compareWith(std::size_t other, double bestCost);
    void compare(double cost);
    void endComparison(int turnsUntilNext);

    std::size_t m_strategies;
    std::size_t m_untried; ///< strategies that the best one wasn't compared with yet
    std::size_t m_best = 0;
    std::size_t m_other = 0; ///< the strategy that is or was last compared with it
    std::vector<double> m_bestCosts; ///< of this comparison's turns, in seconds a unit; else empty
    std::vector<double> m_otherCosts;
    double m_known = 0; ///< what the best strategy costs on the whole; 0 if not known yet
    int m_turnsUntilComparison = 0;
    double m_settling = 0; ///< seconds in which nothing counts yet
    double m_size = 0; ///< of this turn
    double m_seconds = 0;
};

} // namespace numeral
