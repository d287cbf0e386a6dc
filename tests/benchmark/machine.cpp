// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine.h"

#include "workload.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t cacheLine = 64;

struct alignas(cacheLine) Line {
    std::atomic<int> word{0};
};

/// Two threads take turns: the caller does `ours`, then the other one `theirs`.
void takeTurns(int turns, const std::function<void()>& ours, const std::function<void()>& theirs)
{
    Line call;
    Line answer;
    std::thread other([&] {
        for (int turn = 1; turn <= turns; ++turn) {
            while (call.word.load(std::memory_order_acquire) != turn) { }
            theirs();
            answer.word.store(turn, std::memory_order_release);
        }
    });
    for (int turn = 1; turn <= turns; ++turn) {
        ours();
        call.word.store(turn, std::memory_order_release);
        while (answer.word.load(std::memory_order_acquire) != turn) { }
    }
    other.join();
}

constexpr int chains = 12; // more than a processor needs to be busy

#if defined(__x86_64__)
using Vector = float __attribute__((vector_size(64)));
#define NUMERAL_WIDEST __attribute__((target_clones("avx512f", "fma", "default")))
#else
using Vector = float __attribute__((vector_size(16)));
#define NUMERAL_WIDEST
#endif

NUMERAL_WIDEST float multiplyAndAdd(int steps, float factor)
{
    Vector sums[chains];
    for (int chain = 0; chain < chains; ++chain) {
        // Each begins elsewhere, or the compiler would see that one does for all.
        sums[chain] = static_cast<float>(chain) - Vector{};
    }
    for (int step = 0; step < steps; ++step) {
        for (Vector& sum : sums) {
            sum = sum * factor + factor;
        }
    }
    float sum = 0;
    for (const Vector& one : sums) {
        sum += one[0];
    }
    return sum;
}

} // namespace

double thereAndBack()
{
    constexpr int turns = 20'000;
    const double begin = now();
    takeTurns(
        turns, [] {}, [] {});
    return (now() - begin) / turns;
}

double writeOfSharedLine()
{
    constexpr int turns = 500;
    constexpr std::size_t lines = 1'024;
    const auto memory = std::make_unique<Line[]>(lines);
    double seconds = 0;
    int number = 0;
    int sum = 0;
    takeTurns(
        turns,
        [&] {
            ++number;
            const double begin = now();
            for (std::size_t i = 0; i < lines; ++i) {
                memory[i].word.store(number, std::memory_order_relaxed);
            }
            std::atomic_thread_fence(std::memory_order_seq_cst);
            seconds += now() - begin;
        },
        [&] {
            for (std::size_t i = 0; i < lines; ++i) {
                sum += memory[i].word.load(std::memory_order_relaxed);
            }
        });
    return seconds / (turns * static_cast<double>(lines)) + (sum < 0 ? 1 : 0);
}

double mostMultiplyAdds()
{
    constexpr int steps = 2'000'000;
    const double begin = now();
    volatile float kept = multiplyAndAdd(steps, 0.5F);
    static_cast<void>(kept);
    constexpr std::size_t floats = sizeof(Vector) / sizeof(float) * chains;
    return static_cast<double>(steps * floats) / (now() - begin);
}

} // namespace bench
