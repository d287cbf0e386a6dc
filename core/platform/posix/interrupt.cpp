// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/interrupt.h"

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace numeral::platform {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int exitCodeOfSignal = 128; // plus the signal's number, as shells have it
constexpr std::chrono::seconds patience{1};

sigset_t watchedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR2); // how the destructor wakes the thread
    struct sigaction hangUp { };
    if (::sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler != SIG_IGN) {
        sigaddset(&signals, SIGHUP);
    }
    return signals;
}

/// Receives signals until SIGUSR2; calls `call` for the first one.
void watch(const sigset_t& signals, const std::function<void()>& call)
{
    std::optional<Clock::time_point> called;
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal != SIGUSR2) {
        if (!called) {
            called = Clock::now();
            call();
        } else if (signal != SIGHUP && Clock::now() - *called >= patience) {
            ::_exit(exitCodeOfSignal + signal);
        }
    }
}

} // namespace

/// The signals are blocked in every thread and received by a dedicated thread, since a signal
/// handler may call only a few async-signal-safe functions.
struct InterruptWatcher::State {
    sigset_t previous{};
    std::thread thread;
};

InterruptWatcher::InterruptWatcher(std::function<void()> interrupted)
    : m_state(std::make_unique<State>())
{
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, &m_state->previous);
    try {
        m_state->thread
            = std::thread([signals, call = std::move(interrupted)] { watch(signals, call); });
    } catch (const std::system_error&) {
        pthread_sigmask(SIG_SETMASK, &m_state->previous, nullptr);
        throw;
    }
}

InterruptWatcher::~InterruptWatcher()
{
    pthread_kill(m_state->thread.native_handle(), SIGUSR2);
    m_state->thread.join();
    // Discard pending signals, which would end the program when unblocked.
    const sigset_t signals = watchedSignals();
    const timespec now{};
    while (sigtimedwait(&signals, nullptr, &now) > 0) { }
    pthread_sigmask(SIG_SETMASK, &m_state->previous, nullptr);
}

} // namespace numeral::platform
