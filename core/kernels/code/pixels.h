// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prefetching of pixels, and their conversion to floats.
#pragma once

#include "core/kernels/code/bytes.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

constexpr struct ByteToFloat {
    float values[256]{};
    constexpr ByteToFloat()
    {
        for (int i = 0; i < 256; ++i) {
            values[i] = static_cast<float>(i) * (1.0F / 255.0F);
        }
    }
} byteToFloat;

/// Prefetches the image that the next batch probably has in this row into the L2 cache.
inline void prefetchNext(const Images& images, Range pixels, std::size_t rows, std::size_t row)
{
    constexpr std::size_t cacheLine = 64;
    if (row < images.prefetchCount) {
        const std::uint8_t* const image = images.image(rows + row);
        for (std::size_t i = pixels.first; i < pixels.last; i += cacheLine) {
            __builtin_prefetch(image + i, 0, 2);
        }
    }
}

/// Pixels converted at a time, so that their floats for maxRows images stay in the L2 cache
/// until they are multiplied.
constexpr std::size_t densePixelBlock = 400;
static_assert(densePixelBlock / panelWidth <= 0xFF); // ink is counted in one byte per lane

/// Writes 16 pixels as floats 0–1.
inline void writeFloats(float* to, Bytes bytes)
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

/// Writes a range of pixels of some rows as floats 0–1 to their place in a matrix in panels, all
/// rows × all pixels. Returns the number of non-zero pixels.
inline std::size_t densePixels(
    const Images& images, Range pixels, std::size_t rows, Range range, float* matrix)
{
    std::size_t ink = 0;
    for (std::size_t row = range.first; row < range.last; ++row) {
        const std::uint8_t* const image = images.image(row);
        Bytes inkOfLanes{};
        for (std::size_t i = pixels.first; i < pixels.last; i += panelWidth) {
            const auto bytes = loadBytes<Bytes>(image + i, pixels.last - i);
            writeFloats(matrix + i * rows + row * panelWidth, bytes);
            inkOfLanes -= reinterpret_cast<Bytes>(bytes != 0);
        }
        for (std::size_t i = 0; i < panelWidth; ++i) {
            ink += inkOfLanes[i];
        }
    }
    return ink;
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
