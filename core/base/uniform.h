// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"

namespace numeral {

/// Returns a uniform random number in [low, high) with 24 random bits.
inline double uniform(double low, double high, SmallRandom& random)
{
    const double fraction = 0.5 + 0.5 * static_cast<double>(random.symmetric());
    return low + (high - low) * fraction;
}

} // namespace numeral
