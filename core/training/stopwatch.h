// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_control.h"

#include <chrono>

namespace numeral {

/// Measures the time of a run, without pauses.
class Stopwatch {
    using Clock = std::chrono::steady_clock;

public:
    /// Starts now. Borrows `control`.
    explicit Stopwatch(const RunControl& control)
        : m_control(control)
        , m_waitedBefore(control.waited())
    {
    }

    double seconds() const
    {
        return std::chrono::duration<double>(
            Clock::now() - m_start - (m_control.waited() - m_waitedBefore))
            .count();
    }

private:
    const RunControl& m_control;
    Clock::time_point m_start = Clock::now();
    Clock::duration m_waitedBefore;
};

} // namespace numeral
