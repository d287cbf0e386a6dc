// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace numeral {

/// A thread pool for many short jobs, in which the calling thread takes part: sharing a training
/// step of 100 µs costs about 1 µs, whereas waking a sleeping pool would take as long as the step.
///
/// Each thread is assigned its own share of a job's tasks, the same at each call, so that a task's
/// data stays in that core's cache; threads that finish early steal work from the others. So a
/// thread that was preempted by the system delays the job only while it holds a task. An idle
/// thread spins briefly, then sleeps.
///
/// Not thread-safe.
class ThreadTeam {
public:
    /// Runs one task; `thread`, 0 … size − 1, is the index of the executing thread, for example to
    /// select its scratch memory.
    using Task = void (*)(void* context, std::size_t task, std::size_t thread);

    /// Creates `size` ≥ 1 threads, including the calling one; fewer if the system refuses.
    explicit ThreadTeam(std::size_t size);
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;
    ~ThreadTeam();

    std::size_t size() const;

    /// Runs tasks 0 … count − 1 on at most `threads` threads, and returns when all are done. Tasks
    /// must not throw. Denormal numbers count as zero in them (see DenormalsAreZero).
    void run(std::size_t count, std::size_t threads, Task task, void* context);

private:
    struct Shared;
    std::unique_ptr<Shared> m_shared;
};

/// Same for a function object: function(task, thread).
template <typename Function>
void runTasks(ThreadTeam& team, std::size_t count, std::size_t threads, Function&& function)
{
    using Plain = std::remove_reference_t<Function>;
    team.run(
        count, threads,
        [](void* context, std::size_t task, std::size_t thread) {
            (*static_cast<Plain*>(context))(task, thread);
        },
        &function);
}

} // namespace numeral
