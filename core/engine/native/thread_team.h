// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace numeral {

/// Threads that share many short jobs with the thread that calls: a training step of 100 µs is
/// shared at a cost of about 1 µs, where handing work to a pool that sleeps would take as long as
/// the step.
///
/// Each thread has its own share of a job's tasks, the same at each call, so that what a task reads
/// and writes stays in that core's cache; who has finished his share helps the others. So a thread
/// that the system took off its core, as another program wanted it, is missed only while it holds
/// a task. An idle thread waits briefly in a loop, then sleeps.
///
/// One object belongs to one thread.
class ThreadTeam {
public:
    /// Runs one task; `thread`, 0 … size − 1, is free for the task's own use meanwhile.
    using Task = void (*)(void* context, std::size_t task, std::size_t thread);

    /// `size` ≥ 1 threads, the calling one among them. If the system gives fewer, fewer it is.
    explicit ThreadTeam(std::size_t size);
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;
    ~ThreadTeam();

    std::size_t size() const;

    /// Runs tasks 0 … count − 1, on at most `threads` threads, and returns when all are done.
    /// Tasks may not throw.
    void run(std::size_t count, std::size_t threads, Task task, void* context);

private:
    struct Shared;
    std::unique_ptr<Shared> m_shared;
};

/// The same with a function object: function(task, thread).
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
