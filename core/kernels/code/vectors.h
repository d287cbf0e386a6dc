// SPDX-License-Identifier: GPL-3.0-or-later
//
// Vectors of the instruction set being compiled for, and loops over matrices in vectors and tiles.
#pragma once

#include "core/kernels/kernels.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

#if defined(__AVX512F__)
constexpr int lanes = 16;
constexpr int tileVectors = 4;
constexpr int fullTileRows = 6; // with tileVectors, the accumulators fill the registers
constexpr int sparseVectors = 4; // more would fit the registers, but were not measured
#elif defined(__AVX2__)
constexpr int lanes = 8;
constexpr int tileVectors = 2;
constexpr int fullTileRows = 6;
constexpr int sparseVectors = 7; // wider groups were not measured
#else
constexpr int lanes = 4;
constexpr int tileVectors = 2;
constexpr int fullTileRows = 4;
constexpr int sparseVectors = 4;
#endif

/// Rows of a product's register tile with `vectors` columns of vectors. A single column needs more
/// rows: each accumulator is a chain of dependent FMAs, and their latency is hidden only by enough
/// independent accumulators.
constexpr int tileRows(int vectors)
{
    return vectors == 1 ? 2 * fullTileRows : fullTileRows;
}

constexpr int width = static_cast<int>(panelWidth);
constexpr int vectorsInPanel = width / lanes;

/// Marks a function whose loop needs all vector registers: inlined, it would have to share them.
#define NUMERAL_TILE __attribute__((noinline))

using Floats = float __attribute__((vector_size(lanes * sizeof(float))));
using Ints = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));

inline Floats load(const float* from)
{
    return *reinterpret_cast<const Floats*>(from);
}

inline void store(float* to, Floats vector)
{
    *reinterpret_cast<Floats*>(to) = vector;
}

inline Floats broadcast(float value)
{
    return value - Floats{};
}

inline Floats maxOf(Floats a, Floats b)
{
    return a > b ? a : b;
}

/// Fused multiply-add a · b + c, where there is an instruction for it. Always explicit: a compiler
/// that may contract expressions does so differently from tile to tile, and results would then
/// depend on the number of threads.
inline Floats fmadd(Floats a, Floats b, Floats c)
{
#if defined(__AVX512F__)
    return _mm512_fmadd_ps(a, b, c);
#elif defined(__AVX2__)
    return _mm256_fmadd_ps(a, b, c);
#else
    return a * b + c;
#endif
}

inline Floats squareRoot(Floats vector)
{
#if defined(__AVX512F__)
    return _mm512_sqrt_ps(vector);
#elif defined(__AVX2__)
    return _mm256_sqrt_ps(vector);
#elif defined(__SSE2__)
    return _mm_sqrt_ps(vector);
#else
    for (int i = 0; i < lanes; ++i) {
        vector[i] = __builtin_sqrtf(vector[i]);
    }
    return vector;
#endif
}

/// Returns the number of vectors for `columns` columns; the last panel's other vectors stay zero.
constexpr int vectorsFor(std::size_t columns)
{
    return static_cast<int>((columns + lanes - 1) / lanes);
}

/// Returns the offset of vector `v` in a single row.
inline std::size_t rowOffset(int v)
{
    return static_cast<std::size_t>(v) * lanes;
}

/// Returns the offset of vector `v` of row 0, in a matrix of `rows` rows in panels.
inline std::size_t vectorOffset(int v, std::size_t rows)
{
    return static_cast<std::size_t>(v / vectorsInPanel) * rows * panelWidth
        + static_cast<std::size_t>(v % vectorsInPanel) * lanes;
}

template <int value>
struct Constant {
    static constexpr int number = value;
};

/// Calls `function(Constant<count>)`: alternate `count`, 1 … largest, into a compile-time constant.
template <int largest, typename Function>
inline void withConstant(int count, const Function& function)
{
    if constexpr (largest == 1) {
        function(Constant<1>());
    } else if (count == largest) {
        function(Constant<largest>());
    } else {
        withConstant<largest - 1>(count, function);
    }
}

/// Splits a row's vectors into groups of at most `largest`: calls function(first, Constant<count>).
template <int largest, typename Function>
inline void forEachGroup(int vectors, const Function& function)
{
    const int groups = (vectors + largest - 1) / largest;
    for (int group = 0, first = 0; group < groups; ++group) {
        // Groups of nearly equal size: a narrow group has too few accumulators to hide their
        // latency.
        const int count = (vectors - first + groups - group - 1) / (groups - group);
        withConstant<largest>(count, [&](auto constant) { function(first, constant); });
        first += count;
    }
}

/// Same for sparse lists: a single group if there are few vectors, since each group traverses the
/// lists again; else groups of at most four.
template <typename Function>
inline void forEachSparseGroup(int vectors, const Function& function)
{
    constexpr int groupVectors = 4;
    if (vectors <= sparseVectors) {
        withConstant<sparseVectors>(vectors, [&](auto constant) { function(0, constant); });
    } else {
        forEachGroup<groupVectors>(vectors, function);
    }
}

/// Splits a range into blocks of nearly equal size, at most `largest`, and all but the last in
/// whole panels: calls function(block).
template <std::size_t largest, typename Function>
inline void forEachBlock(Range range, const Function& function)
{
    static_assert(largest % panelWidth == 0);
    const std::size_t size = range.last - range.first;
    const std::size_t blocks = (size + largest - 1) / largest;
    const std::size_t panels = blocks == 0 ? 0 : (panelsFor(size) + blocks - 1) / blocks;
    for (std::size_t first = range.first; first < range.last;) {
        const std::size_t end = first + panels * panelWidth;
        const std::size_t last = end < range.last ? end : range.last;
        function(Range{first, last});
        first = last;
    }
}

/// Splits a range of rows into tiles of nearly equal size, at most `largest` rows each: calls
/// function(first, Constant<count>).
template <int largest, typename Function>
inline void forEachTile(Range range, const Function& function)
{
    forEachGroup<largest>(static_cast<int>(range.last - range.first), [&](int first, auto count) {
        function(range.first + static_cast<std::size_t>(first), count);
    });
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
