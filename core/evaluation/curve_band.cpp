// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/curve_band.h"

#include <algorithm>
#include <cmath>

namespace numeral {

std::vector<BandPoint> curveBand(std::span<const std::vector<double>> curves)
{
    std::vector<std::size_t> lengths;
    for (const std::vector<double>& curve : curves) {
        if (!curve.empty()) {
            lengths.push_back(curve.size());
        }
    }
    if (lengths.empty()) {
        return {};
    }
    std::ranges::sort(lengths);
    const std::size_t epochs = lengths[lengths.size() / 2];
    std::vector<BandPoint> band;
    std::vector<double> values;
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        values.clear();
        for (const std::vector<double>& curve : curves) {
            if (epoch < curve.size() && std::isfinite(curve[epoch])) {
                values.push_back(curve[epoch]);
            }
        }
        if (!values.empty()) {
            band.push_back({static_cast<int>(epoch) + 1, values.size(), fiveNumbers(values)});
        }
    }
    return band;
}

} // namespace numeral
