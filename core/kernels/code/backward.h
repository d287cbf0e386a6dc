// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/forward.h"
#include "core/kernels/code/transpose.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Transposes a panel's block of `inputs` rows × 16 outputs to 16 × 16, with zeros for missing
/// inputs. Rows of missing outputs receive the panel's padding, zeros too.
inline void transposeBlock(const float* block, std::size_t inputs, float* transposed)
{
    for (std::size_t column = 0; column < panelWidth; column += lanes) {
        for (std::size_t row = 0; row < panelWidth; row += lanes) {
            Floats part[lanes];
            for (std::size_t i = 0; i < lanes; ++i) {
                part[i]
                    = row + i < inputs ? load(block + (row + i) * panelWidth + column) : Floats{};
            }
            transpose(part);
            for (std::size_t i = 0; i < lanes; ++i) {
                store(transposed + (column + i) * panelWidth + row, part[i]);
            }
        }
    }
}

/// A partial product: δ for a range of a layer's inputs from δ for a range of its outputs.
struct BackwardProduct {
    const float* delta;
    const float* transposed; ///< the weights, transposed: these outputs × these inputs
    std::size_t depth;
    ActivationDerivative derivative; ///< starts at these inputs, like inputDelta
    float* inputDelta;
    std::size_t rows;
    Part part;
};

template <int rowCount, int vectors>
inline void backwardTile(const BackwardProduct& product, std::size_t row, int first)
{
    const auto place = [&](int r, int v) {
        return vectorOffset(first + v, product.rows)
            + (row + static_cast<std::size_t>(r)) * panelWidth;
    };
    Floats sums[rowCount][vectors] = {};
    if (!product.part.first) {
        forEachSum(
            sums, [&](int r, int v, Floats& sum) { sum = load(product.inputDelta + place(r, v)); });
    }
    multiplyRows(sums, product.delta + row * panelWidth, product.rows, product.depth,
        product.transposed + vectorOffset(first, product.depth), product.depth);
    if (product.part.last && product.derivative.values != nullptr) {
        if (product.derivative.areSlopes) {
            forEachSum(sums, [&](int r, int v, Floats& sum) {
                sum *= load(product.derivative.values + place(r, v));
            });
        } else {
            forEachSum(sums, [&](int r, int v, Floats& sum) {
                sum = load(product.derivative.values + place(r, v)) > 0.0F ? sum : Floats{};
            });
        }
    }
    forEachSum(
        sums, [&](int r, int v, Floats& sum) { store(product.inputDelta + place(r, v), sum); });
}

template <int vectors>
NUMERAL_TILE void backwardTiles(const BackwardProduct& product, Range range, int first)
{
    forEachTile<tileRows(vectors)>(range, [&](std::size_t row, auto rowConstant) {
        backwardTile<decltype(rowConstant)::number, vectors>(product, row, first);
    });
}

void backward(const float* delta, const Layer& layer, const ActivationDerivative& derivative,
    float* inputDelta, std::size_t rows, Range range, const Scratch& scratch)
{
    constexpr std::size_t inputsAtOnce = tileVectors * lanes > width ? 2 * panelWidth : panelWidth;
    forEachBlock<depthBlock>({0, layer.outputs}, [&](Range block) {
        const std::size_t depth = block.last - block.first;
        const Part part{block.first == 0, block.last == layer.outputs};
        forEachBlock<inputsAtOnce>({0, layer.inputs}, [&](Range some) {
            for (std::size_t in = some.first; in < some.last; in += panelWidth) {
                float* const transposed = scratch.transposed + (in - some.first) * depth;
                const std::size_t inputs
                    = some.last - in < panelWidth ? some.last - in : panelWidth;
                for (std::size_t out = block.first; out < block.last; out += panelWidth) {
                    transposeBlock(layer.weights + out * layer.inputs + in * panelWidth, inputs,
                        transposed + (out - block.first) * panelWidth);
                }
            }
            const BackwardProduct product{delta + block.first * rows, scratch.transposed, depth,
                {derivative.values == nullptr ? nullptr : derivative.values + some.first * rows,
                    derivative.areSlopes},
                inputDelta + some.first * rows, rows, part};
            forEachGroup<tileVectors>(
                vectorsFor(some.last - some.first), [&](int group, auto vectorConstant) {
                    backwardTiles<decltype(vectorConstant)::number>(product, range, group);
                });
        });
    });
}

/// Uses independent accumulators, since each one is a chain of dependent additions.
template <int vectors>
inline void sumVectors(const float* delta, int first, std::size_t rows, float* sums)
{
    Floats some[vectors] = {};
    for (std::size_t row = 0; row < rows; ++row) {
        for (int v = 0; v < vectors; ++v) {
            some[v] += load(delta + vectorOffset(first + v, rows) + row * panelWidth);
        }
    }
    for (int v = 0; v < vectors; ++v) {
        store(sums + rowOffset(first + v), some[v]);
    }
}

void sumColumns(const float* delta, std::size_t columns, std::size_t rows, float* sums)
{
    constexpr int sideBySide = 8;
    const int vectors = static_cast<int>(panelsFor(columns)) * vectorsInPanel;
    forEachGroup<sideBySide>(vectors, [&](int first, auto constant) {
        sumVectors<decltype(constant)::number>(delta, first, rows, sums);
    });
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
