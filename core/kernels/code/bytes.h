// SPDX-License-Identifier: GPL-3.0-or-later
//
// Vectors of bytes.
#pragma once

#include "core/kernels/code/vectors.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Vectors of 16 bytes, and of as many as the instruction set's widest vectors hold.
using Bytes = std::uint8_t __attribute__((vector_size(panelWidth)));
constexpr int bytesAtOnce = lanes * static_cast<int>(sizeof(float));
using LongBytes = std::uint8_t __attribute__((vector_size(bytesAtOnce)));
static_assert(SparseList::longest % bytesAtOnce == 0);

/// Loads a vector from `bytes`, of which only the first `count` may be read; the others are set to
/// 0.
template <typename Vector>
inline Vector loadBytes(const std::uint8_t* bytes, std::size_t count)
{
#if defined(__AVX512F__)
    const __mmask64 there = count < sizeof(Vector) ? (__mmask64{1} << count) - 1 : ~__mmask64{0};
    if constexpr (sizeof(Vector) == panelWidth) {
        return reinterpret_cast<Vector>(_mm_maskz_loadu_epi8(static_cast<__mmask16>(there), bytes));
    } else {
        return reinterpret_cast<Vector>(_mm512_maskz_loadu_epi8(there, bytes));
    }
#else
    Vector loaded{};
    if (count >= sizeof loaded) {
        __builtin_memcpy(&loaded, bytes, sizeof loaded);
        return loaded;
    }
#if defined(__AVX2__)
    // The common remainder of a block; much faster than going through memory.
    if constexpr (sizeof loaded > panelWidth) {
        if (count == panelWidth) {
            const __m128i half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
            return reinterpret_cast<Vector>(_mm256_zextsi128_si256(half));
        }
    }
#endif
    __builtin_memcpy(&loaded, bytes, count);
    return loaded;
#endif
}

constexpr std::size_t blocksAtOnce = bytesAtOnce / panelWidth;

inline LongBytes together(const Bytes (&parts)[blocksAtOnce])
{
#if defined(__AVX512F__)
    const auto part = [&](int i) { return reinterpret_cast<__m128i>(parts[i]); };
    __m512i all = _mm512_castsi128_si512(part(0));
    all = _mm512_inserti32x4(all, part(1), 1);
    all = _mm512_inserti32x4(all, part(2), 2);
    return reinterpret_cast<LongBytes>(_mm512_inserti32x4(all, part(3), 3));
#elif defined(__AVX2__)
    return reinterpret_cast<LongBytes>(
        _mm256_set_m128i(reinterpret_cast<__m128i>(parts[1]), reinterpret_cast<__m128i>(parts[0])));
#else
    return parts[0];
#endif
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
