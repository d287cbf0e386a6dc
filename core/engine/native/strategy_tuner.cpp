// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/strategy_tuner.h"

#include "core/base/median.h"

#include <utility>

namespace numeral {

namespace {

/// About a dozen small steps.
constexpr double turnSeconds = 0.0015;

/// Warm-up time of a strategy, until each core's cache holds its data.
constexpr double warmUpSeconds = 0.0003;

constexpr int turnsBetweenComparisons = 60;
constexpr int turnsAfterElimination = 240;

/// Weight of a new turn in the moving average of the cost.
constexpr double smoothingFactor = 0.2;

/// Slowdown of the best strategy that starts a comparison at once, and slowdown of another strategy
/// in its first turn that ends the comparison.
constexpr double slowdownTrigger = 1.3;
constexpr double eliminatingRatio = 1.25;

} // namespace

void StrategyTuner::report(std::size_t size, std::chrono::steady_clock::duration time)
{
    if (m_strategies == 1) {
        return;
    }
    const double seconds = std::chrono::duration<double>(time).count();
    if (m_warmUp > 0) {
        m_warmUp -= seconds;
        return;
    }
    m_size += static_cast<double>(size);
    m_seconds += seconds;
    if (m_seconds >= turnSeconds) {
        const std::size_t before = strategy();
        closeTurn(m_seconds / m_size);
        m_warmUp = strategy() != before ? warmUpSeconds : 0;
        m_size = 0;
        m_seconds = 0;
    }
}

void StrategyTuner::closeTurn(double cost)
{
    if (!m_bestCosts.empty()) {
        compare(cost);
        return;
    }
    const bool slower = m_smoothedCost > 0 && cost > slowdownTrigger * m_smoothedCost;
    m_smoothedCost
        = m_smoothedCost > 0 ? m_smoothedCost + smoothingFactor * (cost - m_smoothedCost) : cost;
    const std::size_t last = m_strategies - 1;
    if (slower && m_best != last) {
        compareWith(last, cost);
    } else if (--m_turnsUntilComparison <= 0) {
        const std::size_t next = (m_other + 1) % m_strategies;
        compareWith(next == m_best ? (next + 1) % m_strategies : next, cost);
    }
}

void StrategyTuner::compareWith(std::size_t other, double bestCost)
{
    m_other = other;
    m_bestCosts.push_back(bestCost);
}

void StrategyTuner::compare(double cost)
{
    (isOthersTurn() ? m_otherCosts : m_bestCosts).push_back(cost);
    if (m_otherCosts.size() == rounds) {
        const bool otherIsBetter = median(m_otherCosts) < median(m_bestCosts);
        m_smoothedCost = median(otherIsBetter ? m_otherCosts : m_bestCosts);
        if (otherIsBetter) {
            std::swap(m_best, m_other);
        }
        endComparison(turnsBetweenComparisons);
    } else if (m_bestCosts.size() == 1 && cost > eliminatingRatio * m_bestCosts.front()) {
        endComparison(turnsAfterElimination);
    }
}

void StrategyTuner::endComparison(int turnsUntilNext)
{
    m_bestCosts.clear();
    m_otherCosts.clear();
    m_untried = m_untried > 0 ? m_untried - 1 : 0;
    m_turnsUntilComparison = m_untried > 0 ? 0 : turnsUntilNext;
}

} // namespace numeral
