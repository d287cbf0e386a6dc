// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/pixels.h"
#include "core/kernels/code/sparse_lists.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

inline Floats biasVector(const Layer& layer, int vector)
{
    return layer.bias == nullptr ? Floats{} : load(layer.bias + rowOffset(vector));
}

/// With at most this many sums, use two accumulators per sum to hide FMA latency. With more, the
/// compiler ran out of registers, which cost more than the latency (measured with seven, AVX2).
constexpr int maxDualSums = 5;

/// sums[v] += Σ value · matrix row over the rows in the sparse list, numbered from those at
/// `columns`. Unrolled by four: fewer loads, and fewer mispredicted loop ends.
template <int vectors>
inline void addSparse(
    Floats (&sums)[vectors], const SparseList& list, const float* const (&columns)[vectors])
{
    const auto add = [&](std::uint64_t entry, Floats(&to)[vectors]) {
        const std::size_t row = entry & 0xFFU;
        const Floats value = broadcast(byteToFloat.values[entry >> 8U & 0xFFU]);
        for (int v = 0; v < vectors; ++v) {
            to[v] = fmadd(load(columns[v] + row * panelWidth), value, to[v]);
        }
    };
    Floats others[vectors] = {};
    Floats(&alternate)[vectors] = vectors <= maxDualSums ? others : sums;
    const std::size_t count = list.count;
    for (std::size_t i = 0; i < count; i += SparseList::padded) {
        std::uint64_t four;
        static_assert(sizeof four == SparseList::padded * sizeof *list.entries);
        __builtin_memcpy(&four, list.entries + i, sizeof four);
        add(four, sums);
        add(four >> 16U, alternate);
        add(four >> 32U, sums);
        add(four >> 48U, alternate);
    }
    for (int v = 0; vectors <= maxDualSums && v < vectors; ++v) {
        sums[v] += others[v];
    }
}

/// Position of a partial product along the inner dimension: where its sums start from, and whether
/// they are complete afterwards.
struct Part {
    bool first = true; ///< start from the bias or zero, not from the current output
    bool last = true;
};

/// Lists the non-zero pixels of a block in each row, and returns their number. Prefetches the same
/// pixels of the next batch.
inline std::size_t listBlock(
    const Images& images, Range block, std::size_t rows, Range range, SparseList* lists)
{
    std::size_t ink = 0;
    for (std::size_t row = range.first; row < range.last; ++row, ++lists) {
        prefetchNext(images, block, rows, row);
        list(images.image(row) + block.first, block.last - block.first, *lists);
        ink += lists->count;
    }
    return ink;
}

/// Adds the contribution of the listed pixels, numbered from `firstPixel`, to a group of vectors of
/// each row's output.
template <int vectors>
NUMERAL_TILE void addBlock(const SparseList* lists, const Layer& layer, std::size_t firstPixel,
    int firstVector, float* output, std::size_t rows, Range range, Part part)
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
    const bool relu = part.last && layer.relu;
    const std::size_t floats = (range.last - range.first) * panelWidth;
    for (std::size_t at = 0; at < floats; at += panelWidth, ++lists) {
        Floats sums[vectors];
        for (int v = 0; v < vectors; ++v) {
            sums[v] = part.first ? start[v] : load(sumColumns[v] + at);
        }
        addSparse(sums, *lists, columns);
        for (int v = 0; v < vectors; ++v) {
            store(sumColumns[v] + at, relu ? maxOf(sums[v], Floats{}) : sums[v]);
        }
    }
}

std::size_t forwardSparse(const Images& images, Range pixels, const Layer& layer, float* output,
    std::size_t rows, Range range, const Scratch& scratch)
{
    // Pixel blocks in the outer loop, images in the inner one: a block's weights are read from the
    // outer caches once, not once per image. Partial sums are stored in the output meanwhile.
    std::size_t ink = 0;
    forEachBlock<SparseList::longest>(pixels, [&](Range block) {
        ink += listBlock(images, block, rows, range, scratch.lists);
        const Part part{block.first == pixels.first, block.last == pixels.last};
        forEachSparseGroup(vectorsFor(layer.outputs), [&](int first, auto constant) {
            addBlock<decltype(constant)::number>(
                scratch.lists, layer, block.first, first, output, rows, range, part);
        });
    });
    return ink;
}

/// Calls function(r, v, sum) for each accumulator of a tile.
template <int rowCount, int vectors, typename Function>
inline void forEachSum(Floats (&sums)[rowCount][vectors], const Function& function)
{
    for (int r = 0; r < rowCount; ++r) {
        for (int v = 0; v < vectors; ++v) {
            function(r, v, sums[r][v]);
        }
    }
}

/// GEMM micro-kernel: sums[r][v] += Σ left(r, k) · right(k, v), in ascending order of k < depth.
/// `left` and `right` point into matrices of leftRows and rightRows rows, both in panels.
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
                const Floats value = broadcast(left[static_cast<std::size_t>(r) * panelWidth + k]);
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = fmadd(value, column[v], sums[r][v]);
                }
            }
        }
    }
}

/// A partial product: a layer's output from a range of its inputs.
struct ForwardProduct {
    const float* input;
    std::size_t depth;
    const float* weights;
    const Layer& layer;
    float* output;
    std::size_t rows;
    Part part;
};

template <int rowCount, int vectors>
inline void forwardTile(const ForwardProduct& product, std::size_t row, int first)
{
    const Layer& layer = product.layer;
    const auto place = [&](int r, int v) {
        return product.output + vectorOffset(first + v, product.rows)
            + (row + static_cast<std::size_t>(r)) * panelWidth;
    };
    Floats sums[rowCount][vectors];
    if (product.part.first) {
        forEachSum(sums, [&](int, int v, Floats& sum) { sum = biasVector(layer, first + v); });
    } else {
        forEachSum(sums, [&](int r, int v, Floats& sum) { sum = load(place(r, v)); });
    }
    multiplyRows(sums, product.input + row * panelWidth, product.rows, product.depth,
        product.weights + vectorOffset(first, layer.inputs), layer.inputs);
    if (product.part.last && layer.relu) {
        forEachSum(sums, [&](int, int, Floats& sum) { sum = maxOf(sum, Floats{}); });
    }
    forEachSum(sums, [&](int r, int v, Floats& sum) { store(place(r, v), sum); });
}

template <int vectors>
NUMERAL_TILE void forwardTiles(const ForwardProduct& product, Range range, int first)
{
    forEachTile<tileRows(vectors)>(range, [&](std::size_t row, auto rowConstant) {
        forwardTile<decltype(rowConstant)::number, vectors>(product, row, first);
    });
}

void forwardRows(const ForwardProduct& product, Range range)
{
    forEachGroup<tileVectors>(
        vectorsFor(product.layer.outputs), [&](int first, auto vectorConstant) {
            forwardTiles<decltype(vectorConstant)::number>(product, range, first);
        });
}

std::size_t forwardDense(const Images& images, Range pixels, const Layer& layer, float* output,
    std::size_t rows, Range range, float* dense)
{
    std::size_t ink = 0;
    forEachBlock<densePixelBlock>(pixels, [&](Range block) {
        // Prefetch some whole images per block, since contiguous memory accesses are faster.
        const auto dueBefore = [&](std::size_t pixel) {
            return range.first
                + (range.last - range.first) * (pixel - pixels.first)
                / (pixels.last - pixels.first);
        };
        for (std::size_t row = dueBefore(block.first); row < dueBefore(block.last); ++row) {
            prefetchNext(images, pixels, rows, row);
        }
        ink += densePixels(images, block, rows, range, dense);
        const Part part{block.first == pixels.first, block.last == pixels.last};
        forwardRows({dense + block.first * rows, block.last - block.first,
                        layer.weights + block.first * panelWidth, layer, output, rows, part},
            range);
    });
    return ink;
}

void addParts(const float* first, const float* second, const Layer& layer, float* output,
    std::size_t rows, Range range)
{
    for (int v = 0; v < vectorsFor(layer.outputs); ++v) {
        for (std::size_t row = range.first; row < range.last; ++row) {
            const std::size_t at = vectorOffset(v, rows) + row * panelWidth;
            const Floats sum = load(first + at) + load(second + at);
            store(output + at, layer.relu ? maxOf(sum, Floats{}) : sum);
        }
    }
}

void forward(const float* input, const Layer& layer, float* output, std::size_t rows, Range range)
{
    // A block's inputs are read once per group of vectors, its weights once per tile.
    forEachBlock<depthBlock>({0, layer.inputs}, [&](Range block) {
        const Part part{block.first == 0, block.last == layer.inputs};
        forwardRows({input + block.first * rows, block.last - block.first,
                        layer.weights + block.first * panelWidth, layer, output, rows, part},
            range);
    });
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
