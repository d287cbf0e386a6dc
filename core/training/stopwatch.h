// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_control.h"

#include <chrono>

namespace numeral {

/// Time that passes while the run isn't paused.
class Stopwatch {
    using Clock = std::chrono::steady_clock;

public:
    double seconds() const
    {
        return std::chrono::duration<double>(Clock::now() - m_start - m_paused).count();
    }

    /// RunControl::proceed, with the time that it sleeps left out.
    bool proceed(RunControl& control)
    {
        if (!control.paused()) {
            return control.proceed();
        }
        const Clock::time_point before = Clock::now();
        const bool goOn = control.proceed();
        m_paused += Clock::now() - before;
        return goOn;
    }

private:
    Clock::time_point m_start = Clock::now();
    Clock::duration m_paused{};
};

} // namespace numeral
