// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/vectors.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// e to the power of x ≤ 0: x = n · ln 2 + r with ln 2 in two parts (Cody & Waite 1980), e^r by its
/// Taylor polynomial of degree 7, |r| ≤ ln 2 / 2. Relative error below 2^-22; 0 for x < −87.
inline Floats exponential(Floats x)
{
    const Floats rounder = all(12'582'912.0F); // 1.5 · 2^23: what is added to it is rounded
    const Floats given = x;
    x = larger(x, all(-87.0F));
    const Floats shifted = x * 1.442695040888963F + rounder;
    const Floats n = shifted - rounder;
    const Floats r = (x - n * 0.693145751953125F) - n * 1.428606765330187e-6F;
    constexpr float factors[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 1.0F / 2, 1.0F, 1.0F};
    Floats sum = all(1.0F / 5040);
    for (const float factor : factors) {
        sum = sum * r + factor;
    }
    const Ints power = (reinterpret_cast<Ints>(shifted) - reinterpret_cast<Ints>(rounder)) << 23;
    const auto result = reinterpret_cast<Floats>(reinterpret_cast<Ints>(sum) + power);
    return given >= -87.0F ? result : given < -87.0F ? Floats{} : given; // not a number stays so
}

/// Where an element is, in a matrix in panels of `rows` rows.
inline std::size_t placeOf(std::size_t rows, std::size_t row, std::size_t column)
{
    return column / panelWidth * rows * panelWidth + row * panelWidth + column % panelWidth;
}

void crossEntropy(const float* logits, std::size_t classes, const std::uint8_t* labels,
    const std::uint32_t* indices, float scale, RowScore* scores, float* delta, std::size_t rows,
    Range range)
{
    const std::size_t panels = panelsFor(classes);
    for (std::size_t row = range.first; row < range.last; ++row) {
        const std::size_t label = labels[indices[row]];
        const auto logit = [&](std::size_t column) { return logits[placeOf(rows, row, column)]; };
        std::size_t largest = 0;
        for (std::size_t i = 1; i < classes; ++i) {
            largest = logit(i) > logit(largest) ? i : largest;
        }
        const float top = logit(largest);
        float sum = 0;
        float exponentials[panelWidth];
        for (std::size_t p = 0; p < panels; ++p) {
            const float* const from = logits + (p * rows + row) * panelWidth;
            for (int v = 0; v < vectorsInPanel; ++v) {
                const Floats power = exponential(load(from + rowOffset(v)) - top);
                __builtin_memcpy(exponentials + rowOffset(v), &power, sizeof power);
            }
            const std::size_t count
                = classes - p * panelWidth < panelWidth ? classes - p * panelWidth : panelWidth;
            for (std::size_t i = 0; i < count; ++i) {
                sum += exponentials[i];
            }
            if (delta != nullptr) {
                for (std::size_t i = count; i < panelWidth; ++i) {
                    exponentials[i] = 0;
                }
                __builtin_memcpy(
                    delta + (p * rows + row) * panelWidth, exponentials, sizeof exponentials);
            }
        }
        if (delta != nullptr) {
            for (std::size_t p = 0; p < panels; ++p) {
                float* const to = delta + (p * rows + row) * panelWidth;
                for (int v = 0; v < vectorsInPanel; ++v) {
                    store(to + rowOffset(v), load(to + rowOffset(v)) * (scale / sum));
                }
            }
            delta[placeOf(rows, row, label)] -= scale;
        }
        scores[row] = {sum, logit(label) - top, largest == label ? 1U : 0U};
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
