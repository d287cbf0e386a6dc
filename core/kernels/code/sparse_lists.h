// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lists of non-zero pixels.
#pragma once

#include "core/kernels/code/transpose.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each 8-bit mask, the indices of its set bits, one per byte, the lowest in the lowest byte: a
/// shuffle mask for left-packing.
constexpr struct LeftPackTable {
    std::uint64_t values[256]{};
    constexpr LeftPackTable()
    {
        for (int mask = 0; mask < 256; ++mask) {
            int shift = 0;
            for (std::uint64_t bit = 0; bit < 8; ++bit) {
                if ((mask >> bit & 1) != 0) {
                    values[mask] |= bit << shift;
                    shift += 8;
                }
            }
        }
    }
} leftPack;
#endif

constexpr struct Numbers {
    std::uint8_t values[bytesAtOnce]{};
    constexpr Numbers()
    {
        for (int i = 0; i < bytesAtOnce; ++i) {
            values[i] = static_cast<std::uint8_t>(i);
        }
    }
} numbers;

/// Returns consecutive indices, the first of which is `first`.
inline LongBytes placesFrom(std::size_t first)
{
    LongBytes places;
    __builtin_memcpy(&places, numbers.values, sizeof places);
    return places + static_cast<std::uint8_t>(first);
}

/// Writes the entries of the non-zero bytes and returns their number. May write arbitrary entries
/// after them.
inline std::uint32_t writeEntries(std::uint16_t* to, LongBytes bytes, LongBytes places)
{
#if defined(__AVX512F__)
    constexpr std::uint32_t half = 32;
    const auto all = reinterpret_cast<__m512i>(bytes);
    const __mmask64 ink = _mm512_test_epi8_mask(all, all);
    const auto count = static_cast<std::uint32_t>(__builtin_popcountll(ink));
    const __m512i values = _mm512_maskz_compress_epi8(ink, all);
    const __m512i found = _mm512_maskz_compress_epi8(ink, reinterpret_cast<__m512i>(places));
    const auto write = [&](std::uint32_t at, __m256i someValues, __m256i somePlaces) {
        _mm512_storeu_si512(to + at,
            _mm512_or_si512(_mm512_slli_epi16(_mm512_cvtepu8_epi16(someValues), 8),
                _mm512_cvtepu8_epi16(somePlaces)));
    };
    write(0, _mm512_castsi512_si256(values), _mm512_castsi512_si256(found));
    if (count > half) {
        write(half, _mm512_extracti64x4_epi64(values, 1), _mm512_extracti64x4_epi64(found, 1));
    }
    return count;
#elif defined(__AVX2__)
    // Left-pack four groups of eight bytes in parallel.
    const auto all = reinterpret_cast<__m256i>(bytes);
    const auto ink = ~static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256())));
    const auto masksOf = [&](std::uint32_t shift) {
        const auto of = [&](std::uint32_t mask) {
            return static_cast<std::int64_t>(leftPack.values[mask & 0xFFU]);
        };
        return _mm_set_epi64x(of(ink >> (shift + 8)), of(ink >> shift));
    };
    constexpr std::int64_t eights = 0x0808'0808'0808'0808;
    const __m256i inHalf = _mm256_or_si256(
        _mm256_set_m128i(masksOf(16), masksOf(0)), _mm256_set_epi64x(eights, 0, eights, 0));
    const __m256i values = _mm256_shuffle_epi8(all, inHalf);
    const __m256i found = _mm256_shuffle_epi8(reinterpret_cast<__m256i>(places), inHalf);
    const __m256i even = _mm256_unpacklo_epi8(found, values);
    const __m256i odd = _mm256_unpackhi_epi8(found, values);
    const auto write = [&](std::uint32_t before, __m128i entries) {
        std::uint16_t* const at = to + __builtin_popcount(ink & before);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(at), entries);
    };
    write(0, _mm256_castsi256_si128(even));
    write(0xFFU, _mm256_castsi256_si128(odd));
    write(0xFFFFU, _mm256_extracti128_si256(even, 1));
    write(0xFF'FFFFU, _mm256_extracti128_si256(odd, 1));
    return static_cast<std::uint32_t>(__builtin_popcount(ink));
#else
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
        to[count] = static_cast<std::uint16_t>(places[i] + bytes[i] * 256);
        count += bytes[i] != 0 ? 1 : 0;
    }
    return count;
#endif
}

inline void endList(SparseList& list)
{
    __builtin_memset(list.entries + list.count, 0, SparseList::padded * sizeof *list.entries);
}

/// Lists the non-zero ones of at most 256 bytes.
inline void list(const std::uint8_t* bytes, std::size_t size, SparseList& list)
{
    LongBytes places = placesFrom(0);
    std::uint32_t count = 0;
    const auto next = [&](std::size_t from, std::size_t left) {
        count
            += writeEntries(list.entries + count, loadBytes<LongBytes>(bytes + from, left), places);
        places += static_cast<std::uint8_t>(bytesAtOnce);
    };
    std::size_t at = 0;
    for (; at + bytesAtOnce <= size; at += bytesAtOnce) {
        next(at, bytesAtOnce);
    }
    if (at < size) {
        next(at, size - at);
    }
    list.count = count;
    endList(list);
}

#if defined(__AVX2__) && !defined(__AVX512F__)
constexpr std::size_t fewRows = 8;

/// Appends the last rows of the batch, at most 8, to the lists of at most 16 pixels. They would
/// leave most of a long vector empty, at the cost of a full one.
inline void appendFewRows(
    const Images& images, Range rows, Range pixels, SparseList* lists, std::size_t listsForPixel)
{
    const std::size_t count = pixels.last - pixels.first;
    Bytes blocks[panelWidth] = {};
    for (std::size_t row = rows.first; row < rows.last; ++row) {
        blocks[row - rows.first] = loadBytes<Bytes>(images.image(row) + pixels.first, count);
    }
    transpose(blocks);
    const std::size_t place = rows.first % SparseList::longest;
    for (std::size_t i = 0; i < count; ++i) {
        SparseList& list = lists[i * listsForPixel + rows.first / SparseList::longest];
        if (place == 0) {
            list.count = 0;
        }
        const auto values = reinterpret_cast<__m128i>(blocks[i]);
        const auto zeros = static_cast<std::uint32_t>(
            _mm_movemask_epi8(_mm_cmpeq_epi8(values, _mm_setzero_si128())));
        const std::uint32_t ink = ~zeros & 0xFFU;
        const __m128i inByte = _mm_cvtsi64_si128(static_cast<std::int64_t>(leftPack.values[ink]));
        const __m128i places = _mm_add_epi8(inByte, _mm_set1_epi8(static_cast<char>(place)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(list.entries + list.count),
            _mm_unpacklo_epi8(places, _mm_shuffle_epi8(values, inByte)));
        list.count += static_cast<std::uint32_t>(__builtin_popcount(ink));
    }
}
#endif

/// Loads at most 16 pixels of the next rows, padded with zeros; `transpose` then transposes them to
/// one vector per pixel. `whole` means that no row or pixel is missing: the common case, which
/// needs no checks.
template <bool whole>
inline void loadRows(
    const Images& images, Range rows, Range pixels, LongBytes (&blocks)[panelWidth])
{
    const std::size_t count = whole ? panelWidth : pixels.last - pixels.first;
    for (std::size_t i = 0; i < panelWidth; ++i) {
        Bytes parts[blocksAtOnce] = {};
        for (std::size_t part = 0; part < blocksAtOnce; ++part) {
            const std::size_t row = rows.first + part * panelWidth + i;
            if (whole || row < rows.last) {
                parts[part] = loadBytes<Bytes>(images.image(row) + pixels.first, count);
            }
        }
        blocks[i] = together(parts);
    }
}

/// For at most 16 pixels, lists the batch's rows in which the pixel is non-zero: one list per pixel
/// and per 256 rows, pixel by pixel.
inline void listRows(const Images& images, std::size_t rows, Range pixels, SparseList* lists)
{
    const std::size_t count = pixels.last - pixels.first;
    const std::size_t listsForPixel = (rows + SparseList::longest - 1) / SparseList::longest;
    for (std::size_t row = 0; row < rows; row += bytesAtOnce) {
#if defined(__AVX2__) && !defined(__AVX512F__)
        if (rows - row <= fewRows) {
            appendFewRows(images, {row, rows}, pixels, lists, listsForPixel);
            break;
        }
#endif
        LongBytes blocks[panelWidth];
        if (row + bytesAtOnce <= rows && count == panelWidth) {
            loadRows<true>(images, {row, rows}, pixels, blocks);
        } else {
            loadRows<false>(images, {row, rows}, pixels, blocks);
        }
        transpose(blocks);
        const std::size_t place = row % SparseList::longest;
        const LongBytes places = placesFrom(place);
        for (std::size_t i = 0; i < count; ++i) {
            SparseList& list = lists[i * listsForPixel + row / SparseList::longest];
            if (place == 0) {
                list.count = 0;
            }
            list.count += writeEntries(list.entries + list.count, blocks[i], places);
        }
    }
    for (std::size_t i = 0; i < count * listsForPixel; ++i) {
        endList(lists[i]);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
