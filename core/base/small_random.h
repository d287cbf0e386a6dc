// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <array>
#include <cstdint>

namespace numeral {

/// A fast random number generator, for very many numbers or very many independent streams, for
/// example one per image. A number takes about a nanosecond (`Random`: several); a new stream takes
/// a few nanoseconds and 32 bytes (`Random`: microseconds and 2.5 KB). Same results on every
/// platform. Not thread-safe: use one object per thread.
///
/// xoshiro256** (Blackman & Vigna 2021, "Scrambled Linear Pseudorandom Number Generators", ACM
/// Transactions on Mathematical Software 47), seeded by SplitMix64 (Steele, Lea & Flood 2014, "Fast
/// Splittable Pseudorandom Number Generators", OOPSLA), as its authors recommend.
class SmallRandom {
public:
    /// `index` selects an independent substream, for example one per image.
    SmallRandom(std::uint64_t seed, RandomStream stream, std::uint64_t index)
    {
        // Mix after each addition, so that neighbouring values give unrelated states.
        std::uint64_t mixed = mix(seed + golden);
        mixed = mix(mixed + static_cast<std::uint64_t>(stream) * golden);
        mixed = mix(mixed + index * golden);
        for (std::uint64_t& word : m_state) {
            mixed += golden;
            word = mix(mixed);
        }
    }

    std::uint64_t bits()
    {
        const std::uint64_t result = rotated(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17U;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = rotated(m_state[3], 45);
        return result;
    }

    /// Returns a uniform integer in [0, bound), 1 ≤ bound < 2³². Uses a multiplication instead of a
    /// division, and rejection sampling to avoid bias (Lemire 2019, "Fast Random Integer Generation
    /// in an Interval", ACM Transactions on Modeling and Computer Simulation 29).
    std::uint64_t below(std::uint64_t bound)
    {
        std::uint64_t product = (bits() >> 32U) * bound;
        // The rejection threshold is below `bound`, so the division is seldom needed.
        if (lowerHalf(product) < bound) {
            const std::uint64_t excess = (std::uint64_t{1} << 32U) % bound;
            while (lowerHalf(product) < excess) {
                product = (bits() >> 32U) * bound;
            }
        }
        return product >> 32U;
    }

    /// Returns a uniform number in [−1, 1) with 24 random bits.
    float symmetric() { return asSymmetric(static_cast<std::uint32_t>(bits() >> 32U)); }

    /// Fills `floats` with uniform numbers in [−1, 1), two per 64-bit draw.
    template <typename Floats>
    void fillSymmetric(Floats& floats)
    {
        std::size_t i = 0;
        for (; i + 1 < floats.size(); i += 2) {
            const std::uint64_t draw = bits();
            floats[i] = asSymmetric(static_cast<std::uint32_t>(draw >> 32U));
            floats[i + 1] = asSymmetric(static_cast<std::uint32_t>(draw));
        }
        if (i < floats.size()) {
            floats[i] = symmetric();
        }
    }

private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;

    static std::uint64_t mix(std::uint64_t word)
    {
        word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27U)) * 0x94D049BB133111EB;
        return word ^ (word >> 31U);
    }

    static std::uint64_t lowerHalf(std::uint64_t word) { return word & 0xFFFF'FFFF; }

    static std::uint64_t rotated(std::uint64_t word, unsigned int left)
    {
        return (word << left) | (word >> (64U - left));
    }

    static float asSymmetric(std::uint32_t word)
    {
        return static_cast<float>(static_cast<std::int32_t>(word) >> 8) * 0x1.0p-23F;
    }

    std::array<std::uint64_t, 4> m_state{};
};

} // namespace numeral
