// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/thread_choice.h"

namespace numeral {

namespace {

/// Work is compared in windows of this length: some dozen small steps.
constexpr double windowSeconds = 0.003;

/// The way that does worse is tried again after so many windows.
constexpr int windowsBetweenTries = 40;

/// How much of a window's figure enters the mean; a try is rare, so its figure counts for more.
constexpr double freshness = 0.3;
constexpr double freshnessOfTry = 0.5;

} // namespace

void ThreadChoice::took(std::size_t size, std::chrono::steady_clock::duration time)
{
    if (m_threads == 1) {
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
    double& known = m_cost[m_alone ? 1 : 0];
    const bool worseThanKnown = known > 0 && cost > 1.3 * known;
    const double share = m_trying ? freshnessOfTry : freshness;
    known = known > 0 ? known + share * (cost - known) : cost;
    const double other = m_cost[m_alone ? 0 : 1];

    if (m_trying) {
        m_trying = false;
        m_windowsUntilTry = windowsBetweenTries;
        m_alone = other < known ? !m_alone : m_alone;
    } else if (other > 0 && other < known) {
        m_alone = !m_alone;
        m_windowsUntilTry = windowsBetweenTries;
    } else if (--m_windowsUntilTry <= 0 || (worseThanKnown && !m_alone)) {
        m_trying = true;
        m_alone = !m_alone;
    }
}

} // namespace numeral
