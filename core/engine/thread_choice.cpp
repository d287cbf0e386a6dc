// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/thread_choice.h"

#include <algorithm>

namespace numeral {

namespace {

/// Work is compared in windows of this length: some dozen small steps.
constexpr double windowSeconds = 0.003;

/// One of the other ways is tried again after so many windows.
constexpr int windowsBetweenTries = 40;

/// How much of a window's figure enters the mean. A try is rare, so its figure counts for more: for
/// all where it is better than what was known, since what disturbs makes it worse.
constexpr double freshness = 0.3;
constexpr double freshnessOfTry = 0.5;

} // namespace

void ThreadChoice::took(std::size_t size, std::chrono::steady_clock::duration time)
{
    if (m_costs.size() == 1) {
        return;
    }
    m_size += static_cast<double>(size);
    m_seconds += std::chrono::duration<double>(time).count();
    if (m_seconds >= windowSeconds) {
        closeWindow();
    }
}

void ThreadChoice::closeWindow()
{
    const double cost = m_seconds / m_size;
    m_size = 0;
    m_seconds = 0;
    double& known = m_costs[way()];
    const bool worseThanKnown = known > 0 && cost > 1.3 * known;
    const double share = !m_trying ? freshness : cost > known ? freshnessOfTry : 1;
    known = known > 0 ? known + share * (cost - known) : cost;
    chooseBest();

    const std::size_t last = m_costs.size() - 1;
    if (const auto unknown = std::find(m_costs.begin(), m_costs.end(), 0.0);
        unknown != m_costs.end()) {
        tryOnce(static_cast<std::size_t>(unknown - m_costs.begin()));
    } else if (m_trying) {
        m_trying = false;
        m_windowsUntilTry = windowsBetweenTries;
    } else if (worseThanKnown && m_best != last) {
        tryOnce(last);
    } else if (--m_windowsUntilTry <= 0) {
        const std::size_t next = (m_tried + 1) % m_costs.size();
        tryOnce(next == m_best ? (next + 1) % m_costs.size() : next);
    }
}

/// Among the ways that are known.
void ThreadChoice::chooseBest()
{
    for (std::size_t way = 0; way < m_costs.size(); ++way) {
        if (m_costs[way] > 0 && m_costs[way] < m_costs[m_best]) {
            m_best = way;
        }
    }
}

void ThreadChoice::tryOnce(std::size_t way)
{
    m_tried = way;
    m_trying = true;
}

} // namespace numeral
