// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/code/vectors.h"

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

/// Returns exp(x) for x ≤ 0. Cody–Waite range reduction (1980), x = n · ln 2 + r with ln 2 in two
/// parts, then the Taylor polynomial of degree 7 for exp(r), |r| ≤ ln 2 / 2. Relative error below
/// 2^-22; 0 for x < −87.
inline Floats exponential(Floats x)
{
    const Floats rounder = broadcast(12'582'912.0F); // 1.5 · 2^23: adding it rounds to an integer
    const Floats given = x;
    x = maxOf(x, broadcast(-87.0F));
    const Floats shifted = fmadd(x, broadcast(1.442695040888963F), rounder);
    const Floats n = shifted - rounder;
    const Floats upper = fmadd(n, broadcast(-0.693145751953125F), x);
    const Floats r = fmadd(n, broadcast(-1.428606765330187e-6F), upper);
    constexpr float factors[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 1.0F / 2, 1.0F, 1.0F};
    Floats sum = broadcast(1.0F / 5040);
    for (const float factor : factors) {
        sum = fmadd(sum, r, broadcast(factor));
    }
    const Ints power = (reinterpret_cast<Ints>(shifted) - reinterpret_cast<Ints>(rounder)) << 23;
    const auto result = reinterpret_cast<Floats>(reinterpret_cast<Ints>(sum) + power);
    return given >= -87.0F ? result : given < -87.0F ? Floats{} : given; // NaN stays NaN
}

} // namespace

} // namespace numeral::kernels::NUMERAL_KERNELS
