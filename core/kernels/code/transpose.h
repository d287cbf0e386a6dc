// SPDX-License-Identifier: GPL-3.0-or-later
//
// Transposition of matrix blocks in registers.
#pragma once

#include "core/kernels/code/bytes.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Interleave the bytes of the lower or upper halves of two vectors, in each group of 16 bytes.
inline LongBytes interleaveLower(LongBytes a, LongBytes b)
{
#if defined(__AVX512F__)
    return reinterpret_cast<LongBytes>(
        _mm512_unpacklo_epi8(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
    return reinterpret_cast<LongBytes>(
        _mm256_unpacklo_epi8(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#endif
}

inline LongBytes interleaveUpper(LongBytes a, LongBytes b)
{
#if defined(__AVX512F__)
    return reinterpret_cast<LongBytes>(
        _mm512_unpackhi_epi8(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
    return reinterpret_cast<LongBytes>(
        _mm256_unpackhi_epi8(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
    return __builtin_shufflevector(
        a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#endif
}

#if defined(__AVX2__) && !defined(__AVX512F__)
inline Bytes interleaveLower(Bytes a, Bytes b)
{
    return reinterpret_cast<Bytes>(
        _mm_unpacklo_epi8(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
}

inline Bytes interleaveUpper(Bytes a, Bytes b)
{
    return reinterpret_cast<Bytes>(
        _mm_unpackhi_epi8(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
}
#endif

/// Interleave the elements of the lower or upper halves of two vectors.
inline Floats interleaveLower(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#elif defined(__AVX2__)
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
#else
    return __builtin_shufflevector(a, b, 0, 4, 1, 5);
#endif
}

inline Floats interleaveUpper(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return __builtin_shufflevector(
        a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif defined(__AVX2__)
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
    return __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
}

/// Transposes a square block, or several side by side. Each round interleaves the first half of the
/// rows with the second, which rotates the bits of the combined index (row, column) by one.
template <typename Vector, int rows>
inline void transpose(Vector (&block)[rows])
{
    for (int done = 1; done < rows; done *= 2) {
        Vector next[rows];
        for (std::size_t i = 0; i < rows / 2; ++i) {
            next[2 * i] = interleaveLower(block[i], block[i + rows / 2]);
            next[2 * i + 1] = interleaveUpper(block[i], block[i + rows / 2]);
        }
        __builtin_memcpy(block, next, sizeof next);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
