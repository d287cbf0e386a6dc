// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace numeral {

/// A place that a pen passed through; y down.
struct PenPoint {
    double x = 0;
    double y = 0;
};

/// What a pen drew between touching the paper and leaving it: at least one point.
using PenStroke = std::vector<PenPoint>;

using PenDrawing = std::vector<PenStroke>;

} // namespace numeral
