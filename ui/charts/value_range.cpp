// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_range.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace numeral::ui {

double robustMaximum(std::vector<double> values)
{
    // Values above this multiple of the 90th percentile are left outside.
    constexpr double outlier = 3.0;

    const auto last = std::remove_if(
        values.begin(), values.end(), [](double value) { return !std::isfinite(value); });
    values.erase(last, values.end());
    if (values.empty()) {
        return 0;
    }
    const auto nineTenths = std::next(values.begin(), std::ssize(values) * 9 / 10);
    std::nth_element(values.begin(), nineTenths, values.end());
    const auto largest = *std::max_element(nineTenths, values.end());
    return std::min(largest, outlier * *nineTenths);
}

ValueRange within(ValueRange range, const ValueRange& limits, double minSize)
{
    const auto size = std::clamp(range.size(), std::min(minSize, limits.size()), limits.size());
    const auto middle = range.lower + range.size() / 2;
    const auto lower = std::clamp(middle - size / 2, limits.lower, limits.upper - size);
    return {lower, lower + size};
}

} // namespace numeral::ui
