// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/forward.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Adam's coefficients, broadcast to vectors so that they are not loaded again for each vector.
struct AdamVectors {
    explicit AdamVectors(const AdamStep& adam)
        : beta1(broadcast(adam.beta1))
        , oneMinusBeta1(broadcast(1.0F - adam.beta1))
        , beta2(broadcast(adam.beta2))
        , oneMinusBeta2(broadcast(1.0F - adam.beta2))
        , epsilon(broadcast(adam.epsilon))
        , negativeRate(broadcast(-adam.rate))
        , rootCorrection(broadcast(adam.rootCorrection))
        , decay(broadcast(-adam.decay))
    {
    }
    Floats beta1, oneMinusBeta1, beta2, oneMinusBeta2, epsilon, negativeRate, rootCorrection, decay;
};

/// Applies Adam to one vector; returns the change of the parameters.
inline Floats adamVector(
    const ParameterState& state, std::size_t at, Floats gradient, const AdamVectors& adam)
{
    const Floats first
        = fmadd(load(state.firstMoments + at), adam.beta1, gradient * adam.oneMinusBeta1);
    const Floats second = fmadd(
        load(state.secondMoments + at), adam.beta2, gradient * gradient * adam.oneMinusBeta2);
    const Floats step
        = first * adam.negativeRate / fmadd(squareRoot(second), adam.rootCorrection, adam.epsilon);
    const Floats parameters = load(state.parameters + at);
    const Floats change = fmadd(parameters, adam.decay, step);
    store(state.firstMoments + at, first);
    store(state.secondMoments + at, second);
    store(state.parameters + at, parameters + change);
    return change;
}

/// Returns the initial value of an input's weight gradient: the term that centring adds.
inline Floats centredStart(const Centring& centring, std::size_t input, int vector)
{
    return centring.means == nullptr
        ? Floats{}
        : load(centring.biasGradient + rowOffset(vector)) * -centring.means[input];
}

/// The operands of a gradient, and the parameters that it updates.
struct WeightUpdate {
    const float* input;
    const float* delta;
    std::size_t rows;
    std::size_t inputs;
    const ParameterState& state;
    const AdamStep& adam;
    const Centring& centring;
};

/// Prefetches the parameters and moments of the next inputs: the product of a tile takes as long as
/// the memory access.
template <int rowCount, int vectors>
inline void prefetchState(const WeightUpdate& product, std::size_t next, int first)
{
    for (int v = 0; v < vectors; ++v) {
        for (int r = 0; r < rowCount; ++r) {
            const std::size_t at = vectorOffset(first + v, product.inputs)
                + (next + static_cast<std::size_t>(r)) * panelWidth;
            __builtin_prefetch(product.state.parameters + at, 1);
            __builtin_prefetch(product.state.firstMoments + at, 1);
            __builtin_prefetch(product.state.secondMoments + at, 1);
        }
    }
}

/// Gradient and Adam step for a tile: some inputs of one panel × some vectors of their weights.
template <int rowCount, int vectors>
inline void updateTile(
    const WeightUpdate& product, std::size_t in, int first, Floats (&shift)[vectors])
{
    const float* const left
        = product.input + in / panelWidth * product.rows * panelWidth + in % panelWidth;
    const float* const right = product.delta + vectorOffset(first, product.rows);
    Floats sums[rowCount][vectors];
    forEachSum(sums, [&](int r, int v, Floats& sum) {
        sum = centredStart(product.centring, in + static_cast<std::size_t>(r), first + v);
    });
    prefetchState<rowCount, vectors>(product, in + static_cast<std::size_t>(rowCount), first);
    for (std::size_t k = 0; k < product.rows; ++k) {
        for (int r = 0; r < rowCount; ++r) {
            const Floats value = broadcast(left[k * panelWidth + static_cast<std::size_t>(r)]);
            for (int v = 0; v < vectors; ++v) {
                sums[r][v] = fmadd(value,
                    load(right + k * panelWidth + vectorOffset(v, product.rows)), sums[r][v]);
            }
        }
    }
    const AdamVectors adam(product.adam);
    forEachSum(sums, [&](int r, int v, Floats& sum) {
        const std::size_t row = in + static_cast<std::size_t>(r);
        const std::size_t at = vectorOffset(first + v, product.inputs) + row * panelWidth;
        const Floats change = adamVector(product.state, at, sum, adam);
        if (product.centring.means != nullptr) {
            shift[v] = fmadd(change, broadcast(product.centring.means[row]), shift[v]);
        }
    });
}

template <int vectors>
NUMERAL_TILE void updateTiles(const WeightUpdate& product, Range range, int first)
{
    Floats shift[vectors] = {};
    forEachBlock<panelWidth>(range, [&](Range panel) {
        forEachTile<tileRows(vectors)>(panel, [&](std::size_t in, auto rowConstant) {
            updateTile<decltype(rowConstant)::number>(product, in, first, shift);
        });
    });
    for (int v = 0; product.centring.means != nullptr && v < vectors; ++v) {
        store(product.centring.shift + rowOffset(first + v), shift[v]);
    }
}

void updateWeights(const float* input, const float* delta, std::size_t rows, std::size_t inputs,
    std::size_t outputs, const ParameterState& state, const AdamStep& adam,
    const Centring& centring, Range range)
{
    const WeightUpdate product{input, delta, rows, inputs, state, adam, centring};
    forEachGroup<tileVectors>(vectorsFor(outputs), [&](int first, auto vectorConstant) {
        updateTiles<decltype(vectorConstant)::number>(product, range, first);
    });
}

/// Gradient and Adam step for some vectors of the weights of sparse pixels. Inlined: its loops are
/// short, and a separate function was slower.
template <int vectors>
inline void updateBlock(const SparseList* lists, const float* delta, std::size_t rows,
    std::size_t pixels, int firstVector, const ParameterState& state, const AdamVectors& adam,
    const Centring& centring, Range range)
{
    const bool centred = centring.means != nullptr;
    std::size_t places[vectors];
    const float* columns[vectors];
    Floats shift[vectors] = {};
    for (int v = 0; v < vectors; ++v) {
        places[v] = vectorOffset(firstVector + v, pixels) + range.first * panelWidth;
        columns[v] = delta + vectorOffset(firstVector + v, rows);
    }
    for (std::size_t pixel = range.first; pixel < range.last; ++pixel) {
        const float mean = centred ? centring.means[pixel] : 0;
        Floats sums[vectors];
        for (int v = 0; v < vectors; ++v) {
            sums[v] = centredStart(centring, pixel, firstVector + v);
        }
        for (std::size_t row = 0; row < rows; row += SparseList::longest, ++lists) {
            const float* someColumns[vectors];
            for (int v = 0; v < vectors; ++v) {
                someColumns[v] = columns[v] + row * panelWidth;
            }
            addSparse(sums, *lists, someColumns);
        }
        for (int v = 0; v < vectors; ++v) {
            shift[v]
                = fmadd(adamVector(state, places[v], sums[v], adam), broadcast(mean), shift[v]);
            places[v] += panelWidth;
        }
    }
    for (int v = 0; centred && v < vectors; ++v) {
        store(centring.shift + rowOffset(firstVector + v), shift[v]);
    }
}

void updateSparse(const Images& images, const float* delta, std::size_t rows, std::size_t outputs,
    const ParameterState& state, const AdamStep& adam, const Centring& centring, Range range,
    const Scratch& scratch)
{
    listRows(images, rows, range, scratch.lists);
    const AdamVectors adamVectors(adam);
    forEachSparseGroup(vectorsFor(outputs), [&](int first, auto constant) {
        updateBlock<decltype(constant)::number>(
            scratch.lists, delta, rows, images.pixels, first, state, adamVectors, centring, range);
    });
}

void adamStored(
    const ParameterState& state, const float* gradient, std::size_t count, const AdamStep& adam)
{
    const AdamVectors adamVectors(adam);
    for (std::size_t at = 0; at < count; at += lanes) {
        adamVector(state, at, load(gradient + at), adamVectors);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
