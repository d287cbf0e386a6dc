// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
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
    /// Stops a run since others of its group are better.
    void prune();
    bool pruned() const { return m_pruned.load(); }
    bool stopRequested() const { return m_stop.stop_requested(); }
    bool abandoned() const { return m_abandoned.load(); }
    bool paused() const { return m_paused.load(); }

    /// Called between batches, and by the threads that prepare them. Blocks while paused. Returns
    /// true to continue, false to stop.
    bool proceed();

    /// How long the run has waited in pauses so far: the time in which any thread was blocked.
    std::chrono::steady_clock::duration waited() const;

private:
    using Clock = std::chrono::steady_clock;

    std::stop_source m_stop;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_abandoned = false;
    std::atomic<bool> m_pruned = false;
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable_any m_resumed;
    int m_waiting = 0; ///< threads that are blocked
    Clock::time_point m_waitingSince;
    Clock::duration m_waited{}; ///< before that
};

} // namespace numeral
