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

bool RunControl::proceed()
{
    if (m_paused.load()) {
        std::unique_lock lock(m_mutex);
        m_resumed.wait(lock, m_stop.get_token(), [this] { return !m_paused.load(); });
    }
    return !m_stop.stop_requested();
}

} // namespace numeral
