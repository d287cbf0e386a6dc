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

/// Two threads alternate: in each turn the calling one runs `ours`, then the other runs `theirs`.
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

constexpr int chains = 12; // accumulators: enough to hide latency, fewer than registers

template <int bytes>
struct VectorOf {
    // GCC ignores the attribute in an alias declaration (using).
    typedef float Type __attribute__((vector_size(bytes))); // NOLINT(modernize-use-using)
};

template <int bytes>
[[gnu::always_inline]] inline double multiplyAddsASecond()
{
    using Vector = typename VectorOf<bytes>::Type;
    constexpr int steps = 2'000'000;
    volatile float factor = 0.5F;
    const float f = factor;
    const double begin = now();
    Vector sums[chains];
    for (int chain = 0; chain < chains; ++chain) {
        // Different start values keep the compiler from merging the chains.
        sums[chain] = static_cast<float>(chain) - Vector{};
    }
    for (int step = 0; step < steps; ++step) {
        for (Vector& sum : sums) {
            sum = sum * f + f;
        }
    }
    for (const Vector& sum : sums) {
        factor = sum[0];
    }
    constexpr std::size_t floats = sizeof(Vector) / sizeof(float) * chains;
    return static_cast<double>(steps * floats) / (now() - begin);
}

#if defined(__x86_64__)
[[gnu::target("avx512f")]] double withAvx512()
{
    return multiplyAddsASecond<64>();
}

[[gnu::target("avx2,fma")]] double withAvx2()
{
    return multiplyAddsASecond<32>();
}
#endif

} // namespace

double roundTripSeconds()
{
    constexpr int turns = 20'000;
    const double begin = now();
    takeTurns(
        turns, [] {}, [] {});
    return (now() - begin) / turns;
}

double sharedCacheLineSeconds()
{
    constexpr int turns = 500;
    constexpr std::size_t lines = 1'024;
    const auto memory = std::make_unique<Line[]>(lines);
    double seconds = 0;
    int number = 0;
    volatile int sum = 0;
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
                sum = sum + memory[i].word.load(std::memory_order_relaxed);
            }
        });
    return seconds / (turns * static_cast<double>(lines));
}

double peakFmaRate()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        return withAvx512();
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return withAvx2();
    }
#endif
    return multiplyAddsASecond<16>();
}

} // namespace bench
