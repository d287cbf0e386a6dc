// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/power_law.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace numeral {

namespace {

struct Fit {
    PowerLaw law;
    double squares = std::numeric_limits<double>::infinity();
};

/// Straight line through the logarithms, for a given floor below all errors.
Fit fitAbove(std::span<const LearningPoint> points, double floor)
{
    const auto count = static_cast<double>(points.size());
    double sumX = 0;
    double sumY = 0;
    for (const LearningPoint& point : points) {
        sumX += std::log(point.images);
        sumY += std::log(point.error - floor);
    }
    double xx = 0;
    double xy = 0;
    for (const LearningPoint& point : points) {
        const double x = std::log(point.images) - sumX / count;
        xx += x * x;
        xy += x * (std::log(point.error - floor) - sumY / count);
    }
    const double slope = xy / xx;
    Fit fit{{std::exp(sumY / count - slope * sumX / count), -slope, floor}, 0};
    for (const LearningPoint& point : points) {
        const double miss = std::log(point.error) - std::log(fit.law.at(point.images));
        fit.squares += miss * miss;
    }
    return fit;
}

} // namespace

double PowerLaw::at(double images) const
{
    return scale * std::pow(images, -exponent) + floor;
}

std::optional<PowerLaw> fitPowerLaw(std::span<const LearningPoint> points, ErrorFloor floor)
{
    constexpr std::size_t fewest = 4; // there are three unknowns
    constexpr int floors = 400; // that are tried, from 0 to the least error
    const bool isUsable = points.size() >= fewest
        && std::ranges::all_of(
            points, [](const LearningPoint& point) { return point.images > 0 && point.error > 0; });
    if (!isUsable) {
        return std::nullopt;
    }
    const double least = std::ranges::min(points, {}, &LearningPoint::error).error;
    Fit best;
    for (int i = 0; i < (floor == ErrorFloor::Zero ? 1 : floors);
         ++i) { // the one unknown that isn't linear
        Fit fit = fitAbove(points, least * i / floors);
        if (fit.squares < best.squares) {
            best = fit;
        }
    }
    return best.law.exponent > 0 ? std::optional(best.law) : std::nullopt;
}

} // namespace numeral
