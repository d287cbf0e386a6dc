// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace numeral::platform {

/// While it lives, Ctrl-C, requests to terminate and a closed terminal call a function, once and on
/// a thread of its own, instead of ending the program. A person who presses Ctrl-C again, a second
/// later, ends it at once; tools that send two signals in a row do not. A program that was told to
/// outlive its terminal (nohup) does. Make it before any other thread starts.
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
