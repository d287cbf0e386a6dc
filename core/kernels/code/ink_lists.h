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

/// Adds those of the bytes that aren't 0 to a list; the first one's place is `first`. What is
/// written behind the list's end doesn't count.
inline void append(InkList& list, LongBytes bytes, std::size_t first)
{
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
        _mm512_storeu_si512(list.entries + list.count + at,
            _mm512_or_si512(_mm512_slli_epi16(_mm512_cvtepu8_epi16(someValues), 8),
                _mm512_cvtepu8_epi16(somePlaces)));
    };
    write(0, _mm512_castsi512_si256(values), _mm512_castsi512_si256(places));
    if (found > half) {
        write(half, _mm512_extracti64x4_epi64(values, 1), _mm512_extracti64x4_epi64(places, 1));
    }
    list.count += found;
#elif defined(__AVX2__)
    // Eight at a time, four times side by side.
    const auto values = reinterpret_cast<__m256i>(bytes);
    const auto ink = ~static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(values, _mm256_setzero_si256())));
    const auto onesOf = [&](std::uint32_t shift) {
        const auto of = [&](std::uint32_t mask) {
            return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(ones.values[mask & 0xFFU]));
        };
        return _mm_unpacklo_epi64(of(ink >> shift), of(ink >> (shift + 8)));
    };
    constexpr std::int64_t eights = 0x0808'0808'0808'0808;
    const __m256i inHalf = _mm256_or_si256(
        _mm256_set_m128i(onesOf(16), onesOf(0)), _mm256_set_epi64x(eights, 0, eights, 0));
    const __m256i places = _mm256_add_epi8(inHalf,
        _mm256_add_epi8(_mm256_set1_epi8(static_cast<char>(first)),
            _mm256_set_epi64x(2 * eights, 2 * eights, 0, 0)));
    const __m256i found = _mm256_shuffle_epi8(values, inHalf);
    const __m256i even = _mm256_unpacklo_epi8(places, found);
    const __m256i odd = _mm256_unpackhi_epi8(places, found);
    const auto write = [&](std::uint32_t before, __m128i entries) {
        std::uint16_t* const to = list.entries + list.count + __builtin_popcount(ink & before);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), entries);
    };
    write(0, _mm256_castsi256_si128(even));
    write(0xFFU, _mm256_castsi256_si128(odd));
    write(0xFFFFU, _mm256_extracti128_si256(even, 1));
    write(0xFF'FFFFU, _mm256_extracti128_si256(odd, 1));
    list.count += static_cast<std::uint32_t>(__builtin_popcount(ink));
#else
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
        list.entries[list.count]
            = static_cast<std::uint16_t>(first + i + static_cast<std::size_t>(bytes[i]) * 256);
        list.count += bytes[i] != 0 ? 1 : 0;
    }
#endif
}

inline void endList(InkList& list)
{
    __builtin_memset(list.entries + list.count, 0, InkList::padded * sizeof *list.entries);
}

/// Lists the bytes that aren't 0 of at most 256.
inline void list(const std::uint8_t* bytes, std::size_t size, InkList& list)
{
    list.count = 0;
    for (std::size_t i = 0; i < size; i += bytesAtOnce) {
        append(list, loadBytes<LongBytes>(bytes + i, size - i), i);
    }
    endList(list);
}

#if defined(__AVX2__) && !defined(__AVX512F__)
constexpr std::size_t fewRows = 8;

/// Adds to the lists of at most 16 pixels the batch's last rows, at most 8: they would leave most
/// of a long vector empty, and take as long as a full one.
inline void appendFewRows(
    const Images& images, Range rows, Range pixels, InkList* lists, std::size_t listsForPixel)
{
    const std::size_t count = pixels.last - pixels.first;
    Bytes blocks[panelWidth] = {};
    for (std::size_t row = rows.first; row < rows.last; ++row) {
        blocks[row - rows.first] = loadBytes<Bytes>(images.image(row) + pixels.first, count);
    }
    turn(blocks);
    const std::size_t place = rows.first % InkList::longest;
    for (std::size_t i = 0; i < count; ++i) {
        InkList& list = lists[i * listsForPixel + rows.first / InkList::longest];
        if (place == 0) {
            list.count = 0;
        }
        const auto values = reinterpret_cast<__m128i>(blocks[i]);
        const auto zeros = static_cast<std::uint32_t>(
            _mm_movemask_epi8(_mm_cmpeq_epi8(values, _mm_setzero_si128())));
        const std::uint32_t ink = ~zeros & 0xFFU;
        const __m128i inByte = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(ones.values[ink]));
        const __m128i places = _mm_add_epi8(inByte, _mm_set1_epi8(static_cast<char>(place)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(list.entries + list.count),
            _mm_unpacklo_epi8(places, _mm_shuffle_epi8(values, inByte)));
        list.count += static_cast<std::uint32_t>(__builtin_popcount(ink));
    }
}
#endif

/// Lists for at most 16 pixels the rows of the batch where they aren't 0: a list for each pixel and
/// each 256 rows, pixel by pixel.
inline void listRows(const Images& images, std::size_t rows, Range pixels, InkList* lists)
{
    const std::size_t count = pixels.last - pixels.first;
    const std::size_t listsForPixel = (rows + InkList::longest - 1) / InkList::longest;
    for (std::size_t row = 0; row < rows; row += bytesAtOnce) {
#if defined(__AVX2__) && !defined(__AVX512F__)
        if (rows - row <= fewRows) {
            appendFewRows(images, {row, rows}, pixels, lists, listsForPixel);
            break;
        }
#endif
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
    for (std::size_t i = 0; i < count * listsForPixel; ++i) {
        endList(lists[i]);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
