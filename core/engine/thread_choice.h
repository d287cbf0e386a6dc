// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace numeral {

/// Finds out, while work goes on, whether all threads or one alone does it faster: threads that
/// share short steps lose where the network is tiny, or where other programs want their cores.
/// As the number of threads changes no bit of a result, it may change at any time.
class ThreadChoice {
public:
    explicit ThreadChoice(std::size_t threads)
        : m_threads(threads)
    {
    }

    /// How many threads the next piece of work is to have: all or 1.
    std::size_t threads() const { return m_alone ? 1 : m_threads; }

    /// A piece of work of `size`, in any one unit, took so long with threads().
    void took(std::size_t size, std::chrono::steady_clock::duration time);

private:
    void closeWindow();

    std::size_t m_threads;
    bool m_alone = false;
    bool m_trying = false; ///< this window is only to see how the other way does
    int m_windowsUntilTry = 1;
    double m_cost[2] = {0, 0}; ///< seconds a unit with all threads and alone; 0 if not known yet
    double m_size = 0; ///< of this window
    double m_seconds = 0;
};

} // namespace numeral
