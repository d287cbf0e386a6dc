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

std::pair<double, double> positiveExtremes(const std::vector<double>& values)
{
    double smallest = 0;
    double largest = 0;
    for (const double value : values) {
        if (std::isfinite(value) && value > 0) {
            smallest = smallest > 0 ? std::min(smallest, value) : value;
            largest = std::max(largest, value);
        }
    }
    return {smallest, largest};
}

ValueRange within(ValueRange range, const ValueRange& limits, double minSize)
{
    const auto size = std::max(range.size(), minSize);
    if (!(size < limits.size())) {
        return limits;
    }
    const auto middle = range.lower + range.size() / 2;
    const auto lower = std::max(limits.lower, std::min(middle - size / 2, limits.upper - size));
    return {lower, std::min(lower + size, limits.upper)};
}

} // namespace numeral::ui
