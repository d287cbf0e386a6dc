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
constexpr struct Places {
    std::uint8_t values[256][8];
    constexpr Places()
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
} places;
#endif

/// Lists the bytes that aren't 0, numbered from `number` on; gives how many they are. `entries` has
/// room for listSlack more.
std::size_t list(const std::uint8_t* bytes, std::size_t size, Entry number, Entry* entries)
{
    std::size_t count = 0;
    std::size_t i = 0;
#if defined(__AVX512F__)
    __m512i places = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48,
        47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25,
        24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for (; i < size; i += 64) {
        const __mmask64 there = size - i >= 64 ? ~__mmask64{0} : (__mmask64{1} << (size - i)) - 1;
        const __m512i values = _mm512_maskz_loadu_epi8(there, bytes + i);
        const __mmask64 ink = _mm512_test_epi8_mask(values, values);
        const auto found = static_cast<std::size_t>(__builtin_popcountll(ink));
        const __m512i inkValues = _mm512_maskz_compress_epi8(ink, values);
        const __m512i inkPlaces = _mm512_maskz_compress_epi8(ink, places);
        const __m512i base = _mm512_set1_epi32(static_cast<int>(number + i));
        const auto write = [&](std::size_t at, __m128i value, __m128i place) {
            _mm512_storeu_si512(entries + count + at,
                _mm512_or_si512(_mm512_slli_epi32(_mm512_cvtepu8_epi32(value), entryValueShift),
                    _mm512_add_epi32(_mm512_cvtepu8_epi32(place), base)));
        };
        write(0, _mm512_castsi512_si128(inkValues), _mm512_castsi512_si128(inkPlaces));
        write(16, _mm512_extracti32x4_epi32(inkValues, 1), _mm512_extracti32x4_epi32(inkPlaces, 1));
        if (found > 32) {
            write(32, _mm512_extracti32x4_epi32(inkValues, 2),
                _mm512_extracti32x4_epi32(inkPlaces, 2));
            write(48, _mm512_extracti32x4_epi32(inkValues, 3),
                _mm512_extracti32x4_epi32(inkPlaces, 3));
        }
        count += found;
    }
    return count;
#elif defined(__AVX2__)
    __m256i numbers = _mm256_add_epi32(
        _mm256_set1_epi32(static_cast<int>(number)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    for (; i + 8 <= size; i += 8) {
        const __m256i values
            = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes + i)));
        const __m256i paper = _mm256_cmpeq_epi32(values, _mm256_setzero_si256());
        const unsigned ink
            = ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(paper))) & 0xFFU;
        const __m256i packed = _mm256_or_si256(_mm256_slli_epi32(values, entryValueShift), numbers);
        const __m256i order = _mm256_cvtepu8_epi32(
            _mm_loadl_epi64(reinterpret_cast<const __m128i*>(places.values[ink])));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(entries + count),
            _mm256_permutevar8x32_epi32(packed, order));
        count += static_cast<std::size_t>(__builtin_popcount(ink));
        numbers = _mm256_add_epi32(numbers, _mm256_set1_epi32(8));
    }
#endif
    for (; i < size; ++i) {
        entries[count] = (number + static_cast<Entry>(i)) | Entry{bytes[i]} << entryValueShift;
        count += bytes[i] != 0 ? 1 : 0;
    }
    return count;
}

/// Asks for the image that the next batch probably has in this row, to have it in the second cache
/// when it is read. An image goes over its pixels in blocks, and its row comes with one of them:
/// in a large file each image's place has to be looked up in memory too, and only a few such
/// searches go on at a time.
inline void prefetchInTurn(const Images& images, std::size_t rows, std::size_t row,
    std::size_t block, std::size_t blockSize)
{
    constexpr std::size_t cacheLine = 64;
    const std::size_t blocks = (images.pixels + blockSize - 1) / blockSize;
    if (row % blocks == block && row < images.upcoming) {
        const std::uint8_t* const image = images.image(rows + row);
        for (std::size_t i = 0; i < images.pixels; i += cacheLine) {
            __builtin_prefetch(image + i, 0, 2);
        }
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
            const Bytes bytes = loadBytes(image + i, size - i);
            writeShades(matrix + i * rows + row * panelWidth, bytes);
            inkOfLanes -= reinterpret_cast<Bytes>(bytes != 0); // at most spreadPixels / 16
        }
        for (std::size_t i = 0; i < panelWidth; ++i) {
            ink += inkOfLanes[i];
        }
    }
    return ink;
}

/// 16 × 16 bytes, turned round: four rounds of interleaving each vector with the one 8 behind it.
inline void turnBytes(Bytes (&block)[panelWidth])
{
    for (int round = 0; round < 4; ++round) {
        Bytes next[panelWidth];
        for (std::size_t i = 0; i < panelWidth / 2; ++i) {
            const Bytes a = block[i];
            const Bytes b = block[i + panelWidth / 2];
            next[2 * i] = __builtin_shufflevector(
                a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            next[2 * i + 1] = __builtin_shufflevector(
                a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        __builtin_memcpy(block, next, sizeof next);
    }
}

/// Lists for `count` ≤ 16 pixels from `first` on the rows of the batch where they aren't 0: pixel
/// i's at entries + i · stride.
void listRows(const Images& images, std::size_t rows, std::size_t first, std::size_t count,
    std::uint8_t* columns, Entry* entries, std::size_t stride, std::size_t* counts)
{
    const std::size_t columnSize = panelsFor(rows) * panelWidth;
    for (std::size_t row = 0; row < rows; row += panelWidth) {
        Bytes block[panelWidth] = {};
        for (std::size_t i = 0; i < panelWidth && row + i < rows; ++i) {
            block[i] = loadBytes(images.image(row + i) + first, count);
        }
        turnBytes(block);
        for (std::size_t i = 0; i < panelWidth; ++i) {
            __builtin_memcpy(columns + i * columnSize + row, &block[i], panelWidth);
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        counts[i] = list(columns + i * columnSize, columnSize, 0, entries + i * stride);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
