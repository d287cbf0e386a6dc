// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"

namespace bench {

/// The results with their targets. A line is left out if a measurement that it needs is missing.
std::vector<Row> results(const Figures& figures);

} // namespace bench
