// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace numeral {

/// What a stream of random numbers is for. Streams of one seed are independent of each other, so
/// that changing the batch size, say, leaves the split and the initial weights as they were.
enum class RandomStream : std::uint32_t {
    Split = 1,
    InitialWeights = 2,
    Shuffle = 3,
    Deformation = 4,
    Dropout = 5,
    Redrawing = 6,
    PenImages = 7,
};

/// Random numbers that are the same on every platform and standard library: the generator is fixed
/// by the C++ standard (mt19937_64), the distributions, which are not, are our own.
/// One object belongs to one thread.
class Random {
public:
    Random(std::uint64_t seed, RandomStream stream)
    {
        std::seed_seq sequence{static_cast<std::uint32_t>(seed),
            static_cast<std::uint32_t>(seed >> 32U), static_cast<std::uint32_t>(stream)};
        m_generator.seed(sequence);
    }

    /// A uniform number in [0, 1) with 53 random bits.
    double uniform() { return static_cast<double>(m_generator() >> 11U) * 0x1.0p-53; }

    /// A number from the normal distribution with mean 0 and deviation 1 (Box & Muller 1958).
    double normal()
    {
        constexpr double twoPi = 6.283185307179586;
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(twoPi * uniform());
    }

    /// A uniform integer in [0, bound), bound ≥ 1. Rejection keeps it free of bias.
    std::uint64_t below(std::uint64_t bound)
    {
        std::uint64_t draw = m_generator();
        // The excess is below the bound: seldom must it be known, and divisions take long.
        while (draw < bound && draw < (std::uint64_t{0} - bound) % bound) {
            draw = m_generator();
        }
        return draw % bound;
    }

private:
    std::mt19937_64 m_generator;
};

/// Fisher–Yates (Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P), with any
/// generator that gives integers below a bound.
template <typename Generator, typename T>
void shuffle(Generator& random, std::vector<T>& items)
{
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[random.below(i)]);
    }
}

} // namespace numeral
