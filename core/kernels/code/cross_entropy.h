// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/exponential.h"
#include "core/kernels/code/transpose.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Loads a vector's columns for at most `lanes` rows and transposes them: one vector per column,
/// one lane per row.
inline void loadColumns(
    Floats (&columns)[lanes], const float* matrix, std::size_t rows, Range range, int vector)
{
    const float* const from = matrix + vectorOffset(vector, rows);
    for (std::size_t i = 0; i < lanes; ++i) {
        const std::size_t row = range.first + i;
        columns[i] = row < range.last ? load(from + row * panelWidth) : Floats{};
    }
    transpose(columns);
}

inline void storeColumns(
    Floats (&columns)[lanes], float* matrix, std::size_t rows, Range range, int vector)
{
    transpose(columns);
    float* const to = matrix + vectorOffset(vector, rows);
    for (std::size_t i = 0; range.first + i < range.last; ++i) {
        store(to + (range.first + i) * panelWidth, columns[i]);
    }
}

/// Returns how many of a vector's columns are classes.
inline std::size_t classesIn(int vector, std::size_t classes)
{
    const std::size_t first = rowOffset(vector);
    return classes < first ? 0 : classes - first < lanes ? classes - first : lanes;
}

/// Scores at most `lanes` rows, with one vector per class, so that no horizontal sums are needed.
inline void scoreRows(const float* logits, std::size_t classes, const Ints& labels, float smoothing,
    float scale, RowScore* scores, float* delta, std::size_t rows, Range range)
{
    const int vectors = vectorsFor(classes);
    Floats columns[lanes];
    Floats top = broadcast(-__builtin_inff());
    Floats atLabel{};
    Ints largest{};
    for (int v = 0; v < vectors; ++v) {
        loadColumns(columns, logits, rows, range, v);
        for (std::size_t i = 0; i < classesIn(v, classes); ++i) {
            const Ints number = static_cast<std::int32_t>(rowOffset(v) + i) - Ints{};
            largest = columns[i] > top ? number : largest;
            top = maxOf(columns[i], top);
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
        const float everyClass = -scale * smoothing / static_cast<float>(classes);
        const Ints classCount = static_cast<std::int32_t>(classes) - Ints{};
        const Floats atOther = labels >= classCount
            ? broadcast(-scale / static_cast<float>(classes))
            : broadcast(everyClass);
        const Floats atLabelled = broadcast(everyClass - scale * (1.0F - smoothing));
        for (int v = 0; v < static_cast<int>(panelsFor(classes)) * vectorsInPanel; ++v) {
            loadColumns(columns, delta, rows, range, v);
            for (std::size_t i = 0; i < lanes; ++i) {
                const Ints number = static_cast<std::int32_t>(rowOffset(v) + i) - Ints{};
                columns[i] = i < classesIn(v, classes)
                    ? fmadd(columns[i], factor, labels == number ? atLabelled : atOther)
                    : Floats{};
            }
            storeColumns(columns, delta, rows, range, v);
        }
    }
    for (std::size_t i = 0; range.first + i < range.last; ++i) {
        const bool isOutlier = static_cast<std::size_t>(labels[i]) >= classes;
        scores[range.first + i] = isOutlier
            ? RowScore{1, 0, RowScore::outlier}
            : RowScore{sum[i], atLabel[i] - top[i], largest[i] == labels[i] ? 1U : 0U};
    }
}

void crossEntropy(const float* logits, std::size_t classes, const Targets& targets, float scale,
    RowScore* scores, float* delta, std::size_t rows, Range range)
{
    for (std::size_t row = range.first; row < range.last; row += lanes) {
        const std::size_t last = row + lanes < range.last ? row + lanes : range.last;
        Ints rowLabels{};
        for (std::size_t i = 0; row + i < last; ++i) {
            rowLabels[i] = targets.labels[targets.indices[row + i]];
        }
        scoreRows(
            logits, classes, rowLabels, targets.smoothing, scale, scores, delta, rows, {row, last});
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
