// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_control.h"

#include <chrono>

namespace numeral {

/// Measures the time of a run, without pauses.
class Stopwatch {
    using Clock = std::chrono::steady_clock;

public:
    double seconds() const
    {
        return std::chrono::duration<double>(Clock::now() - m_start - m_paused).count();
    }

    /// Calls RunControl::proceed, and doesn't count the time that it blocks.
    bool proceed(RunControl& control)
    {
        if (!control.paused()) {
            return control.proceed();
        }
        const Clock::time_point before = Clock::now();
        const bool shouldContinue = control.proceed();
        m_paused += Clock::now() - before;
        return shouldContinue;
    }

private:
    Clock::time_point m_start = Clock::now();
    Clock::duration m_paused{};
};

} // namespace numeral
