// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lists of the pixels that aren't 0.
#pragma once

#include "core/kernels/code/turning.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each of 256 masks the places of its ones, lowest first.
constexpr struct Ones {
    std::uint8_t values[256][8]{};
    constexpr Ones()
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
        turn(blocks);
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
