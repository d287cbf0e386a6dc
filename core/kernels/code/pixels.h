// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images' bytes as floats, and how pixels are gone over.
#pragma once

#include "core/kernels/code/bytes.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

constexpr struct Shades {
    float values[256]{};
    constexpr Shades()
    {
        for (int i = 0; i < 256; ++i) {
            values[i] = static_cast<float>(i) * (1.0F / 255.0F);
        }
    }
} shades;

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

/// Pixels of rowsAtOnce images that are floats in the second cache until they are multiplied.
constexpr std::size_t denseAtOnce = 400;
static_assert(denseAtOnce / panelWidth <= 0xFF); // a byte of each panel counts ink

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

/// Some pixels of some rows as 0–1, to their place in a matrix of all rows and pixels in panels.
/// Gives how many aren't 0.
inline std::size_t densePixels(
    const Images& images, Range pixels, std::size_t rows, Range range, float* matrix)
{
    std::size_t ink = 0;
    for (std::size_t row = range.first; row < range.last; ++row) {
        const std::uint8_t* const image = images.image(row);
        Bytes inkOfLanes{};
        for (std::size_t i = pixels.first; i < pixels.last; i += panelWidth) {
            const auto bytes = loadBytes<Bytes>(image + i, pixels.last - i);
            writeShades(matrix + i * rows + row * panelWidth, bytes);
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
