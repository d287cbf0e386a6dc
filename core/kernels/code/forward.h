// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/pixels.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// sums[v] += Σ value · matrix row: the rows that the entries name, of the vectors at `columns`.
template <int vectors>
inline void addListed(Floats (&sums)[vectors], const Entry* entries, std::size_t count,
    const float* const (&columns)[vectors])
{
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = entries[i] & entryPlace;
        const float value = shades.values[entries[i] >> entryValueShift];
        for (int v = 0; v < vectors; ++v) {
            sums[v] += load(columns[v] + row * panelWidth) * value;
        }
    }
}

std::size_t forwardListed(const Images& images, const Layer& layer, float* output, std::size_t rows,
    Range range, const Scratch& scratch)
{
    // Block by block of pixels, all images: so a block's weights are read from the outer caches
    // once, not once an image. Each image's sums wait in the output meanwhile.
    constexpr std::size_t stride = pixelsInCache + listSlack;
    std::size_t counts[rowsAtOnce];
    std::size_t ink = 0;
    for (std::size_t first = 0; first < images.pixels; first += pixelsInCache) {
        const std::size_t size
            = images.pixels - first < pixelsInCache ? images.pixels - first : pixelsInCache;
        for (std::size_t row = range.first; row < range.last; ++row) {
            std::size_t& count = counts[row - range.first];
            count = list(images.image(row) + first, size, static_cast<Entry>(first),
                scratch.entries + (row - range.first) * stride);
            ink += count;
        }
        const bool rectified = first + size == images.pixels && layer.rectified;
        inGroups<listedVectors>(vectorsFor(layer.outputs), [&](int group, auto constant) {
            constexpr int vectors = decltype(constant)::number;
            const float* columns[vectors];
            float* sumColumns[vectors];
            for (int v = 0; v < vectors; ++v) {
                columns[v] = layer.weights + vectorOffset(group + v, layer.inputs);
                sumColumns[v] = output + vectorOffset(group + v, rows);
            }
            for (std::size_t row = range.first; row < range.last; ++row) {
                if (group == 0) {
                    prefetchInTurn(images, rows, row, first / pixelsInCache, pixelsInCache);
                }
                Floats sums[vectors];
                for (int v = 0; v < vectors; ++v) {
                    sums[v] = load(first == 0 ? layer.bias + (group + v) * lanes
                                              : sumColumns[v] + row * panelWidth);
                }
                addListed(sums, scratch.entries + (row - range.first) * stride,
                    counts[row - range.first], columns);
                for (int v = 0; v < vectors; ++v) {
                    store(sumColumns[v] + row * panelWidth,
                        rectified ? larger(sums[v], Floats{}) : sums[v]);
                }
            }
        });
    }
    return ink;
}

/// sums[r][v] += Σ left(r, k) · right(k, v), over k < depth in order: some rows of a matrix of
/// leftRows rows, some vectors of one of rightRows rows, both in panels.
template <int rowCount, int vectors>
inline void multiplyRows(Floats (&sums)[rowCount][vectors], const float* left, std::size_t leftRows,
    std::size_t depth, const float* right, std::size_t rightRows)
{
    for (std::size_t first = 0; first < depth;
         first += panelWidth, left += leftRows * panelWidth, right += panelWidth * panelWidth) {
        const std::size_t count = depth - first < panelWidth ? depth - first : panelWidth;
#pragma GCC unroll 2
        for (std::size_t k = 0; k < count; ++k) {
            Floats column[vectors];
            for (int v = 0; v < vectors; ++v) {
                column[v] = load(right + k * panelWidth + vectorOffset(v, rightRows));
            }
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] += left[static_cast<std::size_t>(r) * panelWidth + k] * column[v];
                }
            }
        }
    }
}

/// What a product is a part of: where its sums start from, and whether they are complete then.
struct Part {
    bool first = true; ///< from the bias, not from what is in the output
    bool last = true;
};

/// output += or = input · weights, for `depth` of the layer's inputs, `largest` vectors of the
/// output at a time. The input's row 0 belongs to the output's row range.first.
template <int largest>
void forwardInGroups(const float* input, std::size_t inputRows, std::size_t depth,
    const float* weights, const Layer& layer, float* output, std::size_t rows, Range range,
    Part part)
{
    inGroups<largest>(vectorsFor(layer.outputs), [&](int first, auto vectorConstant) {
        constexpr int vectors = decltype(vectorConstant)::number;
        const float* const right = weights + vectorOffset(first, layer.inputs);
        inEqualTiles<tileRows>(range, [&](std::size_t row, auto rowConstant) {
            constexpr int rowCount = decltype(rowConstant)::number;
            const auto place = [&](int r, int v) {
                return output + vectorOffset(first + v, rows)
                    + (row + static_cast<std::size_t>(r)) * panelWidth;
            };
            Floats sums[rowCount][vectors];
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = load(part.first ? layer.bias + (first + v) * lanes : place(r, v));
                }
            }
            multiplyRows(sums, input + (row - range.first) * panelWidth, inputRows, depth, right,
                layer.inputs);
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    store(place(r, v),
                        part.last && layer.rectified ? larger(sums[r][v], Floats{}) : sums[r][v]);
                }
            }
        });
    });
}

std::size_t forwardSpread(const Images& images, const Layer& layer, float* output, std::size_t rows,
    Range range, const Scratch& scratch)
{
    std::size_t ink = 0;
    for (std::size_t first = 0; first < images.pixels; first += spreadPixels) {
        const std::size_t size
            = images.pixels - first < spreadPixels ? images.pixels - first : spreadPixels;
        for (std::size_t row = range.first; row < range.last; ++row) {
            prefetchInTurn(images, rows, row, first / spreadPixels, spreadPixels);
        }
        ink += spread(images, range, first, size, scratch.spread);
        forwardInGroups<tileVectors>(scratch.spread, range.last - range.first, size,
            layer.weights + first * panelWidth, layer, output, rows, range,
            {first == 0, first + size == images.pixels});
    }
    return ink;
}

void forward(const float* input, const Layer& layer, float* output, std::size_t rows, Range range)
{
    // A group's weights are read once for each tile of rows: they had better stay in the cache.
    constexpr std::size_t cacheForGroup = 131'072;
    const float* const left = input + range.first * panelWidth;
    if (layer.inputs * tileVectors * sizeof(Floats) <= cacheForGroup) {
        forwardInGroups<tileVectors>(
            left, rows, layer.inputs, layer.weights, layer, output, rows, range, {});
    } else {
        forwardInGroups<fewVectors>(
            left, rows, layer.inputs, layer.weights, layer, output, rows, range, {});
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
