// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace numeral {

/// The purpose of a random number stream. Streams of one seed are independent of each other, so
/// that changing, say, the batch size does not change the split or the initial weights.
enum class RandomStream : std::uint32_t {
    Split = 1,
    InitialWeights = 2,
    Shuffle = 3,
    Augmentation = 4,
    Dropout = 5,
    Redrawing = 6,
    PenImages = 7,
    TestImages = 8,
    Noise = 9,
    UsedImages = 10,
    LabelNoise = 11,
    Questions = 12,
    Bootstrap = 13,
    Sweep = 14,
};

/// A random number generator with the same results on every platform and standard library: the C++
/// standard specifies the generator (mt19937_64) exactly, but not the distributions, which are
/// therefore implemented here. Not thread-safe: use one object per thread.
class Random {
public:
    Random(std::uint64_t seed, RandomStream stream)
    {
        std::seed_seq sequence{static_cast<std::uint32_t>(seed),
            static_cast<std::uint32_t>(seed >> 32U), static_cast<std::uint32_t>(stream)};
        m_generator.seed(sequence);
    }

    /// Returns a uniform number in [0, 1) with 53 random bits.
    double uniform() { return static_cast<double>(m_generator() >> 11U) * 0x1.0p-53; }

    /// Returns a sample of the standard normal distribution (Box & Muller 1958).
    double normal()
    {
        constexpr double twoPi = 6.283185307179586;
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(twoPi * uniform());
    }

    /// Returns a uniform integer in [0, bound), bound ≥ 1. Rejection sampling avoids modulo bias.
    std::uint64_t below(std::uint64_t bound)
    {
        std::uint64_t draw = m_generator();
        // Reject draws below 2⁶⁴ mod bound. That is less than bound, so the slow division is seldom
        // needed.
        while (draw < bound && draw < (std::uint64_t{0} - bound) % bound) {
            draw = m_generator();
        }
        return draw % bound;
    }

private:
    std::mt19937_64 m_generator;
};

/// Fisher–Yates shuffle (Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P).
/// `random.below(bound)` must return integers below `bound`.
template <typename Generator, typename T>
void shuffle(Generator& random, std::vector<T>& items)
{
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[random.below(i)]);
    }
}

} // namespace numeral
