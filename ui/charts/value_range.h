// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

namespace numeral::ui {

/// The range of values that an axis shows, or could show.
struct ValueRange {
    double lower = 0;
    double upper = 1;

    double size() const { return upper - lower; }
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// Returns the upper end for an axis that starts at 0: the maximum, unless a few values (a run's
/// first losses, an outlier, a loss that isn't finite) are so much larger than the others that
/// showing them would flatten the rest. Values are ≥ 0 or not finite; returns 0 if none is finite.
double robustMaximum(std::vector<double> values);

/// Returns the smallest and the largest of the positive, finite values; zeros if there are none.
std::pair<double, double> positiveExtremes(const std::vector<double>& values);

/// Fits the range into the limits: clamps its size to between `minSize` and the limits' size, and
/// shifts it as far as necessary. Neither end exceeds the limits, not even by a rounding error.
ValueRange within(ValueRange range, const ValueRange& limits, double minSize);

} // namespace numeral::ui
