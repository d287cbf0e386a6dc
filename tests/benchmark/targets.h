// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"

namespace bench {

/// What comes of the figures, beside what it is to be. A line is left out where what it is made of
/// wasn't measured.
std::vector<Row> results(const Figures& figures);

} // namespace bench
