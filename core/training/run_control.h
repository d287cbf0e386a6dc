// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace numeral {

/// Stops, pauses and resumes a run, at the request of any thread; the training thread obeys at the
/// next batch. A stop ends a pause, too.
class RunControl {
public:
    void stop() { m_stop.request_stop(); }
    void pause();
    void resume();
    /// Stops a run whose result isn't wanted, so that it isn't tested.
    void abandon();
    bool stopRequested() const { return m_stop.stop_requested(); }
    bool abandoned() const { return m_abandoned.load(); }
    bool paused() const { return m_paused.load(); }

    /// Called between batches, and by the threads that prepare them. Blocks while paused. Returns
    /// true to continue, false to stop.
    bool proceed();

private:
    std::stop_source m_stop;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex;
    std::condition_variable_any m_resumed;
};

} // namespace numeral
