// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/statistics.h"

#include <span>
#include <vector>

namespace numeral {

/// What the curves of several runs say about one epoch.
struct BandPoint {
    int epoch = 0; ///< counted from 1
    std::size_t runs = 0; ///< that have a finite value for it
    FiveNumbers values;
};

/// Summarises curves, each with a value for every epoch from the first one on, for the epochs that
/// at least half of them reach: of a few long runs alone, a median would tell nothing of the
/// others. Curves without a value are left out.
std::vector<BandPoint> curveBand(std::span<const std::vector<double>> curves);

} // namespace numeral
