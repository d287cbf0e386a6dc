// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images' bytes: as lists of those that aren't 0, and as floats.
#pragma once

#include "core/kernels/code/vectors.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

constexpr struct Shades {
    float values[256];
    constexpr Shades()
        : values()
    {
        for (int i = 0; i < 256; ++i) {
            values[i] = static_cast<float>(i) * (1.0F / 255.0F);
        }
    }
} shades;

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each of 256 masks the places of its ones, lowest first.
constexpr struct Ones {
    std::uint8_t values[256][8];
    constexpr Ones()
        : values()
    {
        for (int mask = 0; mask < 256; ++mask) {
            int count = 0;
            for (int bit = 0; bit < 8; ++bit) {
                if ((mask >> bit & 1) != 0) {
                    values[mask][count++] = static_cast<std::uint8_t>(bit);
                }
            }
        }
    }
} ones;
#endif

/// 16 bytes, and as many as the longest vectors have.
using Bytes = std::uint8_t __attribute__((vector_size(panelWidth)));
constexpr int bytesAtOnce = lanes * static_cast<int>(sizeof(float));
using LongBytes = std::uint8_t __attribute__((vector_size(bytesAtOnce)));
static_assert(InkList::longest % bytesAtOnce == 0);

/// The bytes from `bytes` on, of which only `count` may be read; the others are 0.
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
    } else {
        __builtin_memcpy(&loaded, bytes, count);
    }
    return loaded;
#endif
}

inline void padList(InkList& list, std::uint32_t count)
{
    __builtin_memset(list.entries + count, 0, InkList::padded * sizeof *list.entries);
}

/// Adds those of the bytes that aren't 0 to a list; the first one's place is `first`.
inline void append(InkList& list, LongBytes bytes, std::size_t first)
{
    std::uint32_t count = list.count;
#if defined(__AVX512F__)
    const __m512i order
        = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46,
            45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24,
            23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    constexpr std::uint32_t half = 32;
    const auto all = reinterpret_cast<__m512i>(bytes);
    const __mmask64 ink = _mm512_test_epi8_mask(all, all);
    const auto found = static_cast<std::uint32_t>(__builtin_popcountll(ink));
    const __m512i values = _mm512_maskz_compress_epi8(ink, all);
    const __m512i places = _mm512_maskz_compress_epi8(
        ink, _mm512_add_epi8(order, _mm512_set1_epi8(static_cast<char>(first))));
    const auto write = [&](std::uint32_t at, __m256i someValues, __m256i somePlaces) {
        _mm512_storeu_si512(list.entries + at,
            _mm512_or_si512(_mm512_slli_epi16(_mm512_cvtepu8_epi16(someValues), 8),
                _mm512_cvtepu8_epi16(somePlaces)));
    };
    // Zeros are written behind the entries where there is room for them.
    write(count, _mm512_castsi512_si256(values), _mm512_castsi512_si256(places));
    if (found > half - InkList::padded) {
        write(count + half, _mm512_extracti64x4_epi64(values, 1),
            _mm512_extracti64x4_epi64(places, 1));
        padList(list, count + found);
    }
    list.count = count + found;
#elif defined(__AVX2__)
    const auto values = reinterpret_cast<__m256i>(bytes);
    auto ink = ~static_cast<unsigned>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(values, _mm256_setzero_si256())));
    std::uint8_t given[sizeof bytes];
    __builtin_memcpy(given, &bytes, sizeof bytes);
    for (std::size_t i = 0; i < sizeof bytes; i += 8, ink >>= 8U) {
        const __m128i order
            = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(ones.values[ink & 0xFFU]));
        const __m128i eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(given + i));
        const __m128i places = _mm_add_epi8(order, _mm_set1_epi8(static_cast<char>(first + i)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(list.entries + count),
            _mm_unpacklo_epi8(places, _mm_shuffle_epi8(eight, order)));
        count += static_cast<std::uint32_t>(__builtin_popcount(ink & 0xFFU));
    }
    padList(list, count);
    list.count = count;
#else
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
        list.entries[count]
            = static_cast<std::uint16_t>(first + i + static_cast<std::size_t>(bytes[i]) * 256);
        count += bytes[i] != 0 ? 1 : 0;
    }
    padList(list, count);
    list.count = count;
#endif
}

/// Lists the bytes that aren't 0 of at most 256.
inline void list(const std::uint8_t* bytes, std::size_t size, InkList& list)
{
    list.count = 0;
    for (std::size_t i = 0; i < size; i += bytesAtOnce) {
        append(list, loadBytes<LongBytes>(bytes + i, size - i), i);
    }
}

/// Asks for the image that the next batch probably has in this row, to have it in the second cache
/// when it is read.
inline void prefetchUpcoming(const Images& images, Range pixels, std::size_t rows, std::size_t row)
{
    constexpr std::size_t cacheLine = 64;
    if (row < images.upcoming) {
        const std::uint8_t* const image = images.image(rows + row);
        for (std::size_t i = pixels.first; i < pixels.last; i += cacheLine) {
            __builtin_prefetch(image + i, 0, 2);
        }
    }
}

/// Goes over pixels in blocks of nearly one size, whole panels but for the last, of at most
/// `largest` pixels: function(block, number, blocks).
template <std::size_t largest, typename Function>
inline void inBlocks(Range pixels, const Function& function)
{
    static_assert(largest % panelWidth == 0);
    const std::size_t size = pixels.last - pixels.first;
    const std::size_t blocks = (size + largest - 1) / largest;
    const std::size_t panels = blocks == 0 ? 0 : (panelsFor(size) + blocks - 1) / blocks;
    for (std::size_t i = 0, first = pixels.first; first < pixels.last; ++i) {
        const std::size_t end = first + panels * panelWidth;
        const std::size_t last = end < pixels.last ? end : pixels.last;
        function(Range{first, last}, i, blocks);
        first = last;
    }
}

/// 16 pixels as 0–1.
inline void writeShades(float* to, Bytes bytes)
{
#if defined(__AVX512F__)
    const __m512i whole = _mm512_cvtepu8_epi32(reinterpret_cast<__m128i>(bytes));
    store(to, _mm512_cvtepi32_ps(whole) * (1.0F / 255.0F));
#elif defined(__AVX2__)
    const auto low = reinterpret_cast<__m128i>(bytes);
    const __m128i high = _mm_unpackhi_epi64(low, low);
    store(to, _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(low)) * (1.0F / 255.0F));
    store(to + lanes, _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(high)) * (1.0F / 255.0F));
#else
    std::uint8_t values[panelWidth];
    __builtin_memcpy(values, &bytes, panelWidth);
    for (std::size_t i = 0; i < panelWidth; ++i) {
        to[i] = static_cast<float>(values[i]) * (1.0F / 255.0F);
    }
#endif
}

/// Some rows' pixels as 0–1, in panels of range.last − range.first rows. Gives how many aren't 0.
std::size_t spread(
    const Images& images, Range range, std::size_t first, std::size_t size, float* matrix)
{
    const std::size_t rows = range.last - range.first;
    std::size_t ink = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t* const image = images.image(range.first + row) + first;
        Bytes inkOfLanes{};
        for (std::size_t i = 0; i < size; i += panelWidth) {
            const auto bytes = loadBytes<Bytes>(image + i, size - i);
            writeShades(matrix + i * rows + row * panelWidth, bytes);
            inkOfLanes -= reinterpret_cast<Bytes>(bytes != 0); // at most spreadPixels / 16
        }
        for (std::size_t i = 0; i < panelWidth; ++i) {
            ink += inkOfLanes[i];
        }
    }
    return ink;
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

/// The lower and the upper halves of each 16 bytes of two vectors, a byte of one behind one of the
/// other.
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

/// Blocks of 16 × 16 bytes side by side, each turned round: four rounds of interleaving each row
/// with the one 8 behind it.
inline void turnBytes(LongBytes (&blocks)[panelWidth])
{
    for (int round = 0; round < 4; ++round) {
        LongBytes next[panelWidth];
        for (std::size_t i = 0; i < panelWidth / 2; ++i) {
            next[2 * i] = interleaveLower(blocks[i], blocks[i + panelWidth / 2]);
            next[2 * i + 1] = interleaveUpper(blocks[i], blocks[i + panelWidth / 2]);
        }
        __builtin_memcpy(blocks, next, sizeof next);
    }
}

/// Lists for at most 16 pixels the rows of the batch where they aren't 0: a list for each pixel and
/// each 256 rows, pixel by pixel.
inline void listRows(const Images& images, std::size_t rows, Range pixels, InkList* lists)
{
    const std::size_t count = pixels.last - pixels.first;
    const std::size_t listsForPixel = (rows + InkList::longest - 1) / InkList::longest;
    for (std::size_t row = 0; row < rows; row += bytesAtOnce) {
        LongBytes blocks[panelWidth];
        for (std::size_t i = 0; i < panelWidth; ++i) {
            Bytes parts[blocksAtOnce] = {};
            for (std::size_t part = 0; part < blocksAtOnce; ++part) {
                const std::size_t at = row + part * panelWidth + i;
                if (at < rows) {
                    parts[part] = loadBytes<Bytes>(images.image(at) + pixels.first, count);
                }
            }
            blocks[i] = together(parts);
        }
        turnBytes(blocks);
        const std::size_t place = row % InkList::longest;
        for (std::size_t i = 0; i < count; ++i) {
            InkList& list = lists[i * listsForPixel + row / InkList::longest];
            if (place == 0) {
                list.count = 0;
            }
            append(list, blocks[i], place);
        }
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
