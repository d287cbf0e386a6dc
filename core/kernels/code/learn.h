// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/forward.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Adam's coefficients, broadcast to vectors so that they are not loaded again for each vector.
struct AdamVectors {
    explicit AdamVectors(const AdamStep& adam)
        : beta1(all(adam.beta1))
        , fresh1(all(1.0F - adam.beta1))
        , beta2(all(adam.beta2))
        , fresh2(all(1.0F - adam.beta2))
        , epsilon(all(adam.epsilon))
        , back(all(-adam.rate))
        , rootCorrection(all(adam.rootCorrection))
        , decay(all(-adam.decay))
    {
    }
    Floats beta1, fresh1, beta2, fresh2, epsilon, back, rootCorrection, decay;
};

/// Applies Adam to one vector; returns the change of the parameters.
inline Floats adamVector(
    const ParameterState& state, std::size_t at, Floats gradient, const AdamVectors& adam)
{
    const Floats first = fused(load(state.firstMoments + at), adam.beta1, gradient * adam.fresh1);
    const Floats second
        = fused(load(state.secondMoments + at), adam.beta2, gradient * gradient * adam.fresh2);
    const Floats step
        = first * adam.back / fused(squareRoot(second), adam.rootCorrection, adam.epsilon);
    const Floats parameters = load(state.parameters + at);
    const Floats change = fused(parameters, adam.decay, step);
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
struct LearnProduct {
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
inline void prefetchState(const LearnProduct& product, std::size_t next, int first)
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
inline void learnTile(
    const LearnProduct& product, std::size_t in, int first, Floats (&shift)[vectors])
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
            const Floats value = all(left[k * panelWidth + static_cast<std::size_t>(r)]);
            for (int v = 0; v < vectors; ++v) {
                sums[r][v] = fused(value,
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
            shift[v] = fused(change, all(product.centring.means[row]), shift[v]);
        }
    });
}

template <int vectors>
NUMERAL_TILE void learnTiles(const LearnProduct& product, Range range, int first)
{
    Floats shift[vectors] = {};
    inBlocks<panelWidth>(range, [&](Range panel) {
        inEqualTiles<tileRows(vectors)>(panel, [&](std::size_t in, auto rowConstant) {
            learnTile<decltype(rowConstant)::number>(product, in, first, shift);
        });
    });
    for (int v = 0; product.centring.means != nullptr && v < vectors; ++v) {
        store(product.centring.shift + rowOffset(first + v), shift[v]);
    }
}

void learn(const float* input, const float* delta, std::size_t rows, std::size_t inputs,
    std::size_t outputs, const ParameterState& state, const AdamStep& adam,
    const Centring& centring, Range range)
{
    const LearnProduct product{input, delta, rows, inputs, state, adam, centring};
    inGroups<tileVectors>(vectorsFor(outputs), [&](int first, auto vectorConstant) {
        learnTiles<decltype(vectorConstant)::number>(product, range, first);
    });
}

/// Gradient and Adam step for some vectors of the weights of sparse pixels. Inlined: its loops are
/// short, and a separate function was slower.
template <int vectors>
inline void learnBlock(const InkList* lists, const float* delta, std::size_t rows,
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
        for (std::size_t row = 0; row < rows; row += InkList::longest, ++lists) {
            const float* someColumns[vectors];
            for (int v = 0; v < vectors; ++v) {
                someColumns[v] = columns[v] + row * panelWidth;
            }
            addSparse(sums, *lists, someColumns);
        }
        for (int v = 0; v < vectors; ++v) {
            shift[v] = fused(adamVector(state, places[v], sums[v], adam), all(mean), shift[v]);
            places[v] += panelWidth;
        }
    }
    for (int v = 0; centred && v < vectors; ++v) {
        store(centring.shift + rowOffset(firstVector + v), shift[v]);
    }
}

void learnSparse(const Images& images, const float* delta, std::size_t rows, std::size_t outputs,
    const ParameterState& state, const AdamStep& adam, const Centring& centring, Range range,
    const Scratch& scratch)
{
    listRows(images, rows, range, scratch.lists);
    const AdamVectors adamVectors(adam);
    inSparseGroups(vectorsFor(outputs), [&](int first, auto constant) {
        learnBlock<decltype(constant)::number>(
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
