// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/interrupt.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace numeral::platform {

namespace {

sigset_t watchedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGUSR2); // how the destructor wakes the thread
    return signals;
}

constexpr int exitCodeOfInterrupt = 130;

} // namespace

/// The signals are blocked in every thread and fetched by one that waits for them, since next to
/// nothing may be called from a signal handler.
struct InterruptWatcher::State {
    sigset_t previous{};
    std::thread thread;
};

InterruptWatcher::InterruptWatcher(std::function<void()> interrupted)
    : m_state(std::make_unique<State>())
{
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, &m_state->previous);
    m_state->thread = std::thread([signals, call = std::move(interrupted)] {
        bool called = false;
        int signal = 0;
        while (sigwait(&signals, &signal) == 0 && signal != SIGUSR2) {
            if (called) {
                ::_exit(exitCodeOfInterrupt);
            }
            called = true;
            call();
        }
    });
}

InterruptWatcher::~InterruptWatcher()
{
    pthread_kill(m_state->thread.native_handle(), SIGUSR2);
    m_state->thread.join();
    pthread_sigmask(SIG_SETMASK, &m_state->previous, nullptr);
}

} // namespace numeral::platform
