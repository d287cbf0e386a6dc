// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace numeral::platform {

/// While it lives, Ctrl-C and requests to terminate call a function, on a thread of its own,
/// instead of ending the program; a second one ends it at once. Make it before any other thread
/// starts.
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
