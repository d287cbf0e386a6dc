// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"

namespace numeral {

/// Returns a uniform random number in [least, greatest) with 24 random bits.
inline double between(double least, double greatest, SmallRandom& random)
{
    const double share = 0.5 + 0.5 * static_cast<double>(random.symmetric());
    return least + (greatest - least) * share;
}

} // namespace numeral
