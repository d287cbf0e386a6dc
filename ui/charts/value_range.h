// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace numeral::ui {

/// What an axis shows, or could show.
struct ValueRange {
    double lower = 0;
    double upper = 1;

    double size() const { return upper - lower; }
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// The largest value that an axis from 0 should show: the maximum, unless a few values lie so far
/// above the others (a run's first losses, an outlier, a loss that isn't finite) that showing them
/// would flatten the rest. Values are ≥ 0 or not finite; 0 where none is finite.
double robustMaximum(std::vector<double> values);

/// The range, as large as it is where that fits, shifted and then cut to lie within the limits;
/// at least `smallest` large.
ValueRange within(ValueRange range, const ValueRange& limits, double smallest);

} // namespace numeral::ui
