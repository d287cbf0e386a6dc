// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_control.h"

namespace numeral {

void RunControl::pause()
{
    m_paused.store(true);
}

void RunControl::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused.store(false);
    }
    m_resumed.notify_all();
}

void RunControl::abandon()
{
    m_abandoned.store(true);
    stop();
}

void RunControl::prune()
{
    m_pruned.store(true);
    stop();
}

bool RunControl::proceed()
{
    if (m_paused.load()) {
        std::unique_lock lock(m_mutex);
        if (m_waiting++ == 0) {
            m_waitingSince = Clock::now();
        }
        m_resumed.wait(lock, m_stop.get_token(), [this] { return !m_paused.load(); });
        if (--m_waiting == 0) {
            m_waited += Clock::now() - m_waitingSince;
        }
    }
    return !m_stop.stop_requested();
}

std::chrono::steady_clock::duration RunControl::waited() const
{
    const std::lock_guard lock(m_mutex);
    return m_waited + (m_waiting > 0 ? Clock::now() - m_waitingSince : Clock::duration());
}

} // namespace numeral
