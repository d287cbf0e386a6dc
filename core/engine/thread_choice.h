// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace numeral {

/// Finds out, while work goes on, which of several ways to do it is the fastest: threads that share
/// short steps lose where the network is tiny, where a word takes long from core to core, or where
/// other programs want their cores. As no way changes a bit of a result, it may change at any time.
class ThreadChoice {
public:
    /// `ways` ≥ 1: the likeliest first, last the one that other programs disturb least.
    explicit ThreadChoice(std::size_t ways)
        : m_costs(ways, 0)
    {
    }

    /// How the next piece of work is to be done.
    std::size_t way() const { return m_trying ? m_tried : m_best; }

    /// A piece of work of `size`, in any one unit, took so long done in that way.
    void took(std::size_t size, std::chrono::steady_clock::duration time);

private:
    void closeWindow();
    void chooseBest();
    void tryOnce(std::size_t way);

    std::vector<double> m_costs; ///< seconds a unit; 0 if not known yet
    std::size_t m_best = 0;
    std::size_t m_tried = 0;
    bool m_trying = false; ///< this window is only to see how another way does
    int m_windowsUntilTry = 0;
    double m_size = 0; ///< of this window
    double m_seconds = 0;
};

} // namespace numeral
