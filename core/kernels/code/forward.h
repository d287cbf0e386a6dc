// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/ink_lists.h"
#include "core/kernels/code/pixels.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

inline Floats biasVector(const Layer& layer, int vector)
{
    return layer.bias == nullptr ? Floats{} : load(layer.bias + rowOffset(vector));
}

/// sums[v] += Σ value · matrix row, over the rows that are listed, counted from those at `columns`.
/// Four at a time, into two sums that don't wait for each other: fewer loads, and fewer loops whose
/// ends the processor has to guess.
template <int vectors>
inline void addListed(
    Floats (&sums)[vectors], const InkList& list, const float* const (&columns)[vectors])
{
    Floats others[vectors] = {};
    const auto add = [&](std::uint64_t entry, Floats(&to)[vectors]) {
        const std::size_t row = entry & 0xFFU;
        const float value = shades.values[entry >> 8U & 0xFFU];
        for (int v = 0; v < vectors; ++v) {
            to[v] += load(columns[v] + row * panelWidth) * value;
        }
    };
    const std::size_t count = list.count;
    for (std::size_t i = 0; i < count; i += InkList::padded) {
        std::uint64_t four;
        static_assert(sizeof four == InkList::padded * sizeof *list.entries);
        __builtin_memcpy(&four, list.entries + i, sizeof four);
        add(four, sums);
        add(four >> 16U, others);
        add(four >> 32U, sums);
        add(four >> 48U, others);
    }
    for (int v = 0; v < vectors; ++v) {
        sums[v] += others[v];
    }
}

/// What a product is a part of: where its sums start from, and whether they are complete then.
struct Part {
    bool first = true; ///< from the bias, not from what is in the output
    bool last = true;
};

/// Lists what isn't 0 in some pixels of each row, and gives how much it is. It asks for the same
/// pixels of the next batch.
inline std::size_t listBlock(
    const Images& images, Range block, std::size_t rows, Range range, InkList* lists)
{
    std::size_t ink = 0;
    for (std::size_t row = range.first; row < range.last; ++row, ++lists) {
        prefetchUpcoming(images, block, rows, row);
        list(images.image(row) + block.first, block.last - block.first, *lists);
        ink += lists->count;
    }
    return ink;
}

/// What the listed pixels, counted from `firstPixel`, give to some vectors of each row's output. A
/// function of its own, not inlined: its loop needs all of the processor's registers.
template <int vectors>
__attribute__((noinline)) void addBlock(const InkList* lists, const Layer& layer,
    std::size_t firstPixel, int firstVector, float* output, std::size_t rows, Range range,
    Part part)
{
    const float* columns[vectors];
    float* sumColumns[vectors];
    Floats start[vectors];
    for (int v = 0; v < vectors; ++v) {
        columns[v]
            = layer.weights + vectorOffset(firstVector + v, layer.inputs) + firstPixel * panelWidth;
        sumColumns[v] = output + vectorOffset(firstVector + v, rows) + range.first * panelWidth;
        start[v] = biasVector(layer, firstVector + v);
    }
    const bool rectified = part.last && layer.rectified;
    const std::size_t floats = (range.last - range.first) * panelWidth;
    for (std::size_t at = 0; at < floats; at += panelWidth, ++lists) {
        Floats sums[vectors];
        for (int v = 0; v < vectors; ++v) {
            sums[v] = part.first ? start[v] : load(sumColumns[v] + at);
        }
        addListed(sums, *lists, columns);
        for (int v = 0; v < vectors; ++v) {
            store(sumColumns[v] + at, rectified ? larger(sums[v], Floats{}) : sums[v]);
        }
    }
}

std::size_t forwardListed(const Images& images, Range pixels, const Layer& layer, float* output,
    std::size_t rows, Range range, const Scratch& scratch)
{
    // Block by block of pixels, all images: so a block's weights are read from the outer caches
    // once, not once an image. Each image's sums wait in the output meanwhile.
    std::size_t ink = 0;
    inBlocks<InkList::longest>(pixels, [&](Range block) {
        ink += listBlock(images, block, rows, range, scratch.lists);
        const Part part{block.first == pixels.first, block.last == pixels.last};
        inListedGroups(vectorsFor(layer.outputs), [&](int first, auto constant) {
            addBlock<decltype(constant)::number>(
                scratch.lists, layer, block.first, first, output, rows, range, part);
        });
    });
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
        inEqualTiles<tileRows(vectors)>(range, [&](std::size_t row, auto rowConstant) {
            constexpr int rowCount = decltype(rowConstant)::number;
            const auto place = [&](int r, int v) {
                return output + vectorOffset(first + v, rows)
                    + (row + static_cast<std::size_t>(r)) * panelWidth;
            };
            Floats sums[rowCount][vectors];
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = part.first ? biasVector(layer, first + v) : load(place(r, v));
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

std::size_t forwardSpread(const Images& images, Range pixels, const Layer& layer, float* output,
    std::size_t rows, Range range, const Scratch& scratch)
{
    std::size_t ink = 0;
    inBlocks<spreadPixels>(pixels, [&](Range block) {
        // With each block some whole images: memory likes what lies side by side.
        const auto dueBefore = [&](std::size_t pixel) {
            return range.first
                + (range.last - range.first) * (pixel - pixels.first)
                / (pixels.last - pixels.first);
        };
        for (std::size_t row = dueBefore(block.first); row < dueBefore(block.last); ++row) {
            prefetchUpcoming(images, pixels, rows, row);
        }
        const std::size_t size = block.last - block.first;
        ink += spread(images, range, block.first, size, scratch.spread);
        forwardInGroups<tileVectors>(scratch.spread, range.last - range.first, size,
            layer.weights + block.first * panelWidth, layer, output, rows, range,
            {block.first == pixels.first, block.last == pixels.last});
    });
    return ink;
}

void join(const float* first, const float* second, const Layer& layer, float* output,
    std::size_t rows, Range range)
{
    for (int v = 0; v < vectorsFor(layer.outputs); ++v) {
        for (std::size_t row = range.first; row < range.last; ++row) {
            const std::size_t at = vectorOffset(v, rows) + row * panelWidth;
            const Floats sum = load(first + at) + load(second + at);
            store(output + at, layer.rectified ? larger(sum, Floats{}) : sum);
        }
    }
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
