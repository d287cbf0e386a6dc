// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace numeral {

/// Stop, pause and resume, asked for by any thread and carried out by the training thread at the
/// next batch. A stop ends a pause too.
class RunControl {
public:
    void stop() { m_stop.request_stop(); }
    void pause();
    void resume();
    /// A stop whose result nobody wants: it isn't tested.
    void abandon();
    bool stopRequested() const { return m_stop.stop_requested(); }
    bool abandoned() const { return m_abandoned.load(); }
    bool paused() const { return m_paused.load(); }

    /// Called between batches, and by whatever thread prepares them: sleeps while paused. True to
    /// go on, false to stop.
    bool proceed();

private:
    std::stop_source m_stop;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex;
    std::condition_variable_any m_resumed;
};

} // namespace numeral
