// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/thread_team.h"

#include "core/engine/native/denormals.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace numeral {

namespace {

using Clock = std::chrono::steady_clock;

/// Long enough to bridge the gap between two steps, and far too short to affect other programs.
constexpr std::chrono::microseconds spinTime{50};

void relax()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/// Spins until `ready` returns true or the time is over; returns the last result of `ready`.
template <typename Ready>
bool spinUntil(Ready ready)
{
    constexpr int looksForOneClock = 64;
    const Clock::time_point end = Clock::now() + spinTime;
    do {
        for (int i = 0; i < looksForOneClock; ++i) {
            if (ready()) {
                return true;
            }
            relax();
        }
    } while (Clock::now() < end);
    return ready();
}

} // namespace

struct ThreadTeam::Shared {
    /// One thread's share of the job, on its own cache line: the next task in the lower half of the
    /// word, the end in the upper half. A compare-and-swap of the word claims a task, of whichever
    /// job it is: the job's fields were written before the word, and remain until its last task is
    /// done.
    struct alignas(64) Share {
        std::atomic<std::uint64_t> tasks{0};
    };

    std::vector<Share> shares;
    std::vector<std::thread> threads;

    Task task = nullptr;
    void* context = nullptr;
    std::size_t count = 0; ///< number of tasks

    alignas(64) std::atomic<std::uint32_t> job{0}; ///< incremented for each shared job
    std::atomic<std::size_t> threadLimit{0};
    alignas(64) std::atomic<std::size_t> done{0};

    alignas(64) std::mutex mutex;
    std::condition_variable wakeUp;
    std::atomic<std::size_t> sleepers{0};
    std::atomic<bool> quit{false};

    explicit Shared(std::size_t size)
        : shares(size)
    {
    }

    static std::uint64_t range(std::size_t first, std::size_t last)
    {
        return static_cast<std::uint64_t>(last) << 32U | static_cast<std::uint64_t>(first);
    }

    /// Takes the first task of one's own share, or steals the last task of another thread's.
    static bool take(Share& share, bool own, std::size_t& taken)
    {
        std::uint64_t word = share.tasks.load(std::memory_order_relaxed);
        for (;;) {
            const std::uint64_t first = word & 0xFFFF'FFFFU;
            const std::uint64_t last = word >> 32U;
            if (first >= last) {
                return false;
            }
            const std::uint64_t rest = own ? range(first + 1, last) : range(first, last - 1);
            if (share.tasks.compare_exchange_weak(
                    word, rest, std::memory_order_acquire, std::memory_order_relaxed)) {
                taken = own ? first : last - 1;
                return true;
            }
        }
    }

    /// Runs tasks while there are any: first the thread's own share, then those of the others.
    void work(std::size_t thread)
    {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            Share& share = shares[(thread + i) % shares.size()];
            std::size_t taken = 0;
            std::size_t finished = 0;
            for (; take(share, i == 0, taken); ++finished) {
                task(context, taken, thread);
            }
            if (finished > 0) {
                const std::size_t all = count; // may change once the last task is done
                if (done.fetch_add(finished, std::memory_order_release) + finished == all) {
                    return;
                }
            }
        }
    }

    void runThread(std::size_t thread)
    {
        const DenormalsAreZero denormals;
        std::uint32_t seen = 0;
        while (!quit.load(std::memory_order_relaxed)) {
            const auto called = [&] {
                return job.load(std::memory_order_acquire) != seen
                    && thread < threadLimit.load(std::memory_order_relaxed);
            };
            if (!spinUntil([&] { return called() || quit.load(std::memory_order_relaxed); })) {
                std::unique_lock<std::mutex> lock(mutex);
                sleepers.fetch_add(1);
                wakeUp.wait(lock, [&] { return called() || quit.load(); });
                sleepers.fetch_sub(1);
            }
            seen = job.load(std::memory_order_acquire);
            work(thread);
        }
    }

    void wakeSleepers()
    {
        if (sleepers.load() > 0) {
            const std::lock_guard<std::mutex> lock(mutex);
            wakeUp.notify_all();
        }
    }
};

ThreadTeam::ThreadTeam(std::size_t size)
    : m_shared(std::make_unique<Shared>(std::max<std::size_t>(size, 1)))
{
    try {
        for (std::size_t thread = 1; thread < size; ++thread) {
            m_shared->threads.emplace_back(
                [shared = m_shared.get(), thread] { shared->runThread(thread); });
        }
    } catch (const std::system_error&) {
        // Continue with the threads that could be started.
    }
}

ThreadTeam::~ThreadTeam()
{
    {
        const std::lock_guard<std::mutex> lock(m_shared->mutex);
        m_shared->quit = true;
    }
    m_shared->wakeUp.notify_all();
    for (std::thread& thread : m_shared->threads) {
        thread.join();
    }
}

std::size_t ThreadTeam::size() const
{
    return m_shared->threads.size() + 1;
}

void ThreadTeam::run(std::size_t count, std::size_t threads, Task task, void* context)
{
    const DenormalsAreZero denormals;
    Shared& shared = *m_shared;
    threads = std::min(std::max<std::size_t>(threads, 1), size());
    if (threads == 1 || count == 1) {
        for (std::size_t i = 0; i < count; ++i) {
            task(context, i, 0);
        }
        return;
    }
    shared.task = task;
    shared.context = context;
    shared.count = count;
    shared.done.store(0, std::memory_order_relaxed);
    for (std::size_t i = 0; i < threads; ++i) {
        shared.shares[i].tasks.store(Shared::range(i * count / threads, (i + 1) * count / threads),
            std::memory_order_release);
    }
    shared.threadLimit.store(threads, std::memory_order_relaxed);
    shared.job.fetch_add(1); // seq_cst: precedes the load of `sleepers`, who check `job` last
    shared.wakeSleepers();
    shared.work(0);
    const auto finished = [&] { return shared.done.load(std::memory_order_acquire) == count; };
    while (!spinUntil(finished)) {
        // Another thread was preempted while it holds a task: perhaps it waits for this core.
        std::this_thread::yield();
    }
}

} // namespace numeral
