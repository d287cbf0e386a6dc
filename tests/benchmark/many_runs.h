// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace bench {

/// What a hundred runs from a hundred seeds take, with the default settings, kept in a history.
struct Hundred {
    double seconds = 0; ///< from the start of the first to the end of the last
    double costOfOne = 0; ///< seconds a thread spends on a run beside its epochs
};
Hundred trainHundred(const numeral::Dataset& mnist);

/// Seconds from opening a history of 10,000 runs of ten epochs each until all of them are listed.
double listTenThousand();

} // namespace bench
