// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace numeral::platform {

/// During its lifetime, Ctrl-C, termination requests and a closed terminal call a function, once
/// and on a separate thread, instead of ending the program. Pressing Ctrl-C again, or asking again
/// to terminate, after at least one second ends the program at once, whatever it waits for; two
/// signals in quick succession, as some tools send, do not. A program that was started to outlive
/// its terminal (nohup) still does. Create it before any other thread starts.
class InterruptWatcher {
public:
    explicit InterruptWatcher(std::function<void()> interrupted);
    ~InterruptWatcher();
    InterruptWatcher(const InterruptWatcher&) = delete;
    InterruptWatcher& operator=(const InterruptWatcher&) = delete;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace numeral::platform
