// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/turning.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// e to the power of x ≤ 0: x = n · ln 2 + r with ln 2 in two parts (Cody & Waite 1980), e^r by its
/// Taylor polynomial of degree 7, |r| ≤ ln 2 / 2. Relative error below 2^-22; 0 for x < −87.
inline Floats exponential(Floats x)
{
    const Floats rounder = all(12'582'912.0F); // 1.5 · 2^23: what is added to it is rounded
    const Floats given = x;
    x = larger(x, all(-87.0F));
    const Floats shifted = fused(x, all(1.442695040888963F), rounder);
    const Floats n = shifted - rounder;
    const Floats upper = fused(n, all(-0.693145751953125F), x);
    const Floats r = fused(n, all(-1.428606765330187e-6F), upper);
    constexpr float factors[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 1.0F / 2, 1.0F, 1.0F};
    Floats sum = all(1.0F / 5040);
    for (const float factor : factors) {
        sum = fused(sum, r, all(factor));
    }
    const Ints power = (reinterpret_cast<Ints>(shifted) - reinterpret_cast<Ints>(rounder)) << 23;
    const auto result = reinterpret_cast<Floats>(reinterpret_cast<Ints>(sum) + power);
    return given >= -87.0F ? result : given < -87.0F ? Floats{} : given; // not a number stays so
}

/// A vector's columns of at most `lanes` rows, turned round: a vector of rows for each column.
inline void loadColumns(
    Floats (&columns)[lanes], const float* matrix, std::size_t rows, Range range, int vector)
{
    const float* const from = matrix + vectorOffset(vector, rows);
    for (std::size_t i = 0; i < lanes; ++i) {
        const std::size_t row = range.first + i;
        columns[i] = row < range.last ? load(from + row * panelWidth) : Floats{};
    }
    turn(columns);
}

inline void storeColumns(
    Floats (&columns)[lanes], float* matrix, std::size_t rows, Range range, int vector)
{
    turn(columns);
    float* const to = matrix + vectorOffset(vector, rows);
    for (std::size_t i = 0; range.first + i < range.last; ++i) {
        store(to + (range.first + i) * panelWidth, columns[i]);
    }
}

/// How many of a vector's columns belong to classes.
inline std::size_t classesIn(int vector, std::size_t classes)
{
    const std::size_t first = rowOffset(vector);
    return classes < first ? 0 : classes - first < lanes ? classes - first : lanes;
}

/// At most `lanes` rows, a vector for each class: so nothing is summed within a vector.
inline void scoreRows(const float* logits, std::size_t classes, const Ints& labels, float scale,
    RowScore* scores, float* delta, std::size_t rows, Range range)
{
    const int vectors = vectorsFor(classes);
    Floats columns[lanes];
    Floats top = all(-__builtin_inff());
    Floats atLabel{};
    Ints largest{};
    for (int v = 0; v < vectors; ++v) {
        loadColumns(columns, logits, rows, range, v);
        for (std::size_t i = 0; i < classesIn(v, classes); ++i) {
            const Ints number = static_cast<std::int32_t>(rowOffset(v) + i) - Ints{};
            largest = columns[i] > top ? number : largest;
            top = larger(columns[i], top);
            atLabel = labels == number ? columns[i] : atLabel;
        }
    }
    Floats sum{};
    for (int v = 0; v < vectors; ++v) {
        loadColumns(columns, logits, rows, range, v);
        for (std::size_t i = 0; i < classesIn(v, classes); ++i) {
            columns[i] = exponential(columns[i] - top);
            sum += columns[i];
        }
        if (delta != nullptr) {
            storeColumns(columns, delta, rows, range, v);
        }
    }
    if (delta != nullptr) {
        const Floats factor = scale / sum;
        for (int v = 0; v < static_cast<int>(panelsFor(classes)) * vectorsInPanel; ++v) {
            loadColumns(columns, delta, rows, range, v);
            for (std::size_t i = 0; i < lanes; ++i) {
                const Ints number = static_cast<std::int32_t>(rowOffset(v) + i) - Ints{};
                columns[i] = i < classesIn(v, classes)
                    ? fused(columns[i], factor, labels == number ? all(-scale) : Floats{})
                    : Floats{};
            }
            storeColumns(columns, delta, rows, range, v);
        }
    }
    for (std::size_t i = 0; range.first + i < range.last; ++i) {
        scores[range.first + i] = {sum[i], atLabel[i] - top[i], largest[i] == labels[i] ? 1U : 0U};
    }
}

void crossEntropy(const float* logits, std::size_t classes, const std::uint8_t* labels,
    const std::uint32_t* indices, float scale, RowScore* scores, float* delta, std::size_t rows,
    Range range)
{
    for (std::size_t row = range.first; row < range.last; row += lanes) {
        const std::size_t last = row + lanes < range.last ? row + lanes : range.last;
        Ints rowLabels{};
        for (std::size_t i = 0; row + i < last; ++i) {
            rowLabels[i] = labels[indices[row + i]];
        }
        scoreRows(logits, classes, rowLabels, scale, scores, delta, rows, {row, last});
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
