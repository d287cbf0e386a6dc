// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/forward.h"
#include "core/kernels/code/turning.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// A panel's block of rows (inputs) × 16 (outputs), turned round: 16 × 16, zeros where there is
/// no input. Rows beside the outputs that there are get what is beside them, zeros too.
inline void turnBlock(const float* block, std::size_t inputs, float* turned)
{
    for (std::size_t column = 0; column < panelWidth; column += lanes) {
        for (std::size_t row = 0; row < panelWidth; row += lanes) {
            Floats part[lanes];
            for (std::size_t i = 0; i < lanes; ++i) {
                part[i]
                    = row + i < inputs ? load(block + (row + i) * panelWidth + column) : Floats{};
            }
            turn(part);
            for (std::size_t i = 0; i < lanes; ++i) {
                store(turned + (column + i) * panelWidth + row, part[i]);
            }
        }
    }
}

/// Some inputs' δ from that for a layer's outputs.
struct BackwardProduct {
    const float* delta;
    const float* turned; ///< the weights: outputs × these inputs
    std::size_t outputs;
    const float* input; ///< from these inputs on, as is inputDelta
    float* inputDelta;
    std::size_t rows;
};

template <int rowCount, int vectors>
inline void backwardTile(const BackwardProduct& product, std::size_t row, int first)
{
    Floats sums[rowCount][vectors] = {};
    multiplyRows(sums, product.delta + row * panelWidth, product.rows, product.outputs,
        product.turned + vectorOffset(first, product.outputs), product.outputs);
    for (int r = 0; r < rowCount; ++r) {
        for (int v = 0; v < vectors; ++v) {
            const std::size_t at = vectorOffset(first + v, product.rows)
                + (row + static_cast<std::size_t>(r)) * panelWidth;
            store(product.inputDelta + at, load(product.input + at) > 0.0F ? sums[r][v] : Floats{});
        }
    }
}

template <int vectors>
NUMERAL_TILE void backwardTiles(const BackwardProduct& product, Range range, int first)
{
    inEqualTiles<tileRows(vectors)>(range, [&](std::size_t row, auto rowConstant) {
        backwardTile<decltype(rowConstant)::number, vectors>(product, row, first);
    });
}

void backward(const float* delta, const Layer& layer, const float* input, float* inputDelta,
    std::size_t rows, Range range, const Scratch& scratch)
{
    // As many inputs as a tile has, and no more than the scratch has room for.
    constexpr std::size_t inputsAtOnce = fewVectors * lanes > width ? 2 * panelWidth : panelWidth;
    for (std::size_t first = 0; first < layer.inputs; first += inputsAtOnce) {
        const std::size_t end
            = first + inputsAtOnce < layer.inputs ? first + inputsAtOnce : layer.inputs;
        for (std::size_t in = first; in < end; in += panelWidth) {
            float* const turned = scratch.turned + (in - first) * layer.outputs;
            const std::size_t inputs = end - in < panelWidth ? end - in : panelWidth;
            for (std::size_t out = 0; out < layer.outputs; out += panelWidth) {
                turnBlock(layer.weights + out * layer.inputs + in * panelWidth, inputs,
                    turned + out * panelWidth);
            }
        }
        const BackwardProduct product{delta, scratch.turned, layer.outputs, input + first * rows,
            inputDelta + first * rows, rows};
        inGroups<tileVectors>(vectorsFor(end - first), [&](int group, auto vectorConstant) {
            backwardTiles<decltype(vectorConstant)::number>(product, range, group);
        });
    }
}

void sumColumns(const float* delta, std::size_t columns, std::size_t rows, float* sums)
{
    for (int v = 0; v < static_cast<int>(panelsFor(columns)) * vectorsInPanel; ++v) {
        const float* const column = delta + vectorOffset(v, rows);
        Floats sum{};
        for (std::size_t row = 0; row < rows; ++row) {
            sum += load(column + row * panelWidth);
        }
        store(sums + rowOffset(v), sum);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
