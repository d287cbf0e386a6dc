// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/exponential.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

inline Floats absolute(Floats x)
{
    return x < Floats{} ? -x : x;
}

/// Value and derivative of a function, per lane.
struct Point {
    Floats value;
    Floats slope;
};

inline Point reluOf(Floats x)
{
    return {maxOf(x, Floats{}), x > Floats{} ? broadcast(1.0F) : Floats{}};
}

/// Computed from exp(−2|x|), which never overflows.
inline Point tanhOf(Floats x)
{
    const Floats shrunk = exponential(absolute(x) * -2.0F);
    const Floats magnitude = (1.0F - shrunk) / (1.0F + shrunk);
    const Floats value = x < Floats{} ? -magnitude : magnitude;
    return {value, 1.0F - value * value};
}

/// Computes Φ's tail by Hastings' rational approximation (Abramowitz & Stegun 1964, formula 7.1.26:
/// the error function to 1.5e-7), which needs the same exponential as the density.
inline Point geluOf(Floats x)
{
    constexpr float inverseRootOfTwo = 0.70710678F;
    constexpr float inverseRootOfTwoPi = 0.39894228F;
    constexpr float factors[] = {-1.453152027F, 1.421413741F, -0.284496736F, 0.254829592F};
    const Floats bell = exponential(x * x * -0.5F);
    const Floats t
        = 1.0F / fmadd(absolute(x), broadcast(0.3275911F * inverseRootOfTwo), broadcast(1.0F));
    Floats sum = broadcast(1.061405429F);
    for (const float factor : factors) {
        sum = fmadd(sum, t, broadcast(factor));
    }
    const Floats tail = sum * t * bell * 0.5F;
    const Floats share = x < Floats{} ? tail : 1.0F - tail;
    return {x * share, fmadd(x * bell, broadcast(inverseRootOfTwoPi), share)};
}

template <typename Function>
inline void replace(float* values, float* slopes, std::size_t columns, std::size_t rows,
    Range range, const Function& function)
{
    for (int v = 0; v < vectorsFor(columns); ++v) {
        for (std::size_t row = range.first; row < range.last; ++row) {
            const std::size_t at = vectorOffset(v, rows) + row * panelWidth;
            const Point point = function(load(values + at));
            store(values + at, point.value);
            if (slopes != nullptr) {
                store(slopes + at, point.slope);
            }
        }
    }
}

void activate(Activation activation, float* values, float* slopes, std::size_t columns,
    std::size_t rows, Range range)
{
    switch (activation) {
    case Activation::Relu:
        return replace(values, slopes, columns, rows, range, reluOf);
    case Activation::Gelu:
        return replace(values, slopes, columns, rows, range, geluOf);
    case Activation::Tanh:
        return replace(values, slopes, columns, rows, range, tanhOf);
    }
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
