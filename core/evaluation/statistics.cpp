// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/statistics.h"

#include "core/base/small_random.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

namespace numeral {

namespace {

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Standard deviation with count − 1; there are two values at least.
double deviationOf(std::span<const double> values, double mean)
{
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

/// Quantiles of Student's t for one to ten degrees of freedom, and of the normal distribution.
struct StudentTable {
    std::array<double, 10> few;
    double normal;
};

constexpr StudentTable percent95{
    {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228}, 1.959963984540054};
constexpr StudentTable percent99{
    {63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169}, 2.5758293035489};

/// Between which ± t lies in 95 or 99% of cases, with so many degrees of freedom ≥ 1. Above ten by
/// the expansion about the normal distribution (Abramowitz & Stegun 1964, 26.7.5), to two decimals.
double studentQuantile(std::size_t freedom, const StudentTable& table)
{
    if (freedom <= table.few.size()) {
        return table.few[freedom - 1];
    }
    const double z = table.normal;
    const auto n = static_cast<double>(freedom);
    return z + (std::pow(z, 3) + z) / (4 * n)
        + (5 * std::pow(z, 5) + 16 * std::pow(z, 3) + 3 * z) / (96 * n * n);
}

/// Below which |t| of resamples lies, but for `errorRate` of them. Resamples of equal values have
/// no t: they count as extreme, so that few values of a coarse kind decide nothing.
double bootstrapQuantile(std::span<const double> differences, double mean)
{
    constexpr std::size_t resamples = 4000;
    const std::size_t count = differences.size();
    SmallRandom random(0, RandomStream::Bootstrap, 0);
    std::vector<double> sample(count);
    std::vector<double> ratios(resamples);
    for (double& ratio : ratios) {
        for (double& value : sample) {
            value = differences[random.below(count)];
        }
        const double center = meanOf(sample);
        const double deviation = deviationOf(sample, center);
        ratio = deviation > 0
            ? std::abs(center - mean) * std::sqrt(static_cast<double>(count)) / deviation
            : std::numeric_limits<double>::infinity();
    }
    const auto place = ratios.begin()
        + static_cast<std::ptrdiff_t>((1 - PairedComparison::errorRate) * resamples);
    std::nth_element(ratios.begin(), place, ratios.end());
    return *place;
}

/// See PairedComparison::pairsNeeded. `quantile` is the interval's, which more pairs bring nearer
/// to the normal distribution's: rather some pairs too many than one more again and again.
std::optional<std::size_t> pairsNeededFor(double mean, double deviation, double quantile)
{
    const double z
        = std::clamp(quantile, 2.5758, 5.0); // 99% of a normal distribution lie in ± 2.58
    constexpr double power = 0.8416; // 80% of it lie below
    constexpr double most = 10'000;
    const double needed = std::pow((z + power) * deviation / mean, 2);
    return needed <= most ? std::optional(static_cast<std::size_t>(std::ceil(needed)))
                          : std::nullopt; // also if the mean is 0
}

} // namespace

FiveNumbers fiveNumbers(std::span<const double> values)
{
    if (values.empty()) {
        return {};
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const auto quantile = [&sorted](double share) {
        const double place = share * static_cast<double>(sorted.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, sorted.size() - 1);
        return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
    };
    return {sorted.front(), quantile(0.25), quantile(0.5), quantile(0.75), sorted.back()};
}

MeanEstimate meanEstimate(std::span<const double> values)
{
    MeanEstimate estimate;
    estimate.count = values.size();
    if (values.empty()) {
        return estimate;
    }
    estimate.mean = meanOf(values);
    if (values.size() > 1) {
        estimate.deviation = deviationOf(values, estimate.mean);
        estimate.halfWidth = studentQuantile(values.size() - 1, percent95) * estimate.deviation
            / std::sqrt(static_cast<double>(values.size()));
    }
    return estimate;
}

PairedComparison comparePairs(std::span<const double> first, std::span<const double> second)
{
    assert(first.size() == second.size());
    PairedComparison comparison;
    comparison.pairs = first.size();
    std::vector<double> differences(first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        differences[i] = second[i] - first[i];
        comparison.higher += differences[i] > 0 ? 1 : 0;
        comparison.lower += differences[i] < 0 ? 1 : 0;
    }
    if (differences.empty()) {
        return comparison;
    }
    comparison.mean = meanOf(differences);
    if (differences.size() < 2) {
        return comparison;
    }
    const double deviation = deviationOf(differences, comparison.mean);
    if (deviation == 0) { // equal networks, or a constant that no chance explains
        comparison.isDecided = comparison.mean != 0 && comparison.pairs >= PairedComparison::fewest;
        return comparison;
    }
    // Of few values many resamples are nearly constant, and their t has no bound.
    constexpr double widest = 1.5;
    const double student = studentQuantile(comparison.pairs - 1, percent99);
    const double quantile
        = std::clamp(bootstrapQuantile(differences, comparison.mean), student, widest * student);
    comparison.halfWidth = quantile * deviation / std::sqrt(static_cast<double>(comparison.pairs));
    comparison.isDecided = comparison.pairs >= PairedComparison::fewest
        && std::abs(comparison.mean) > comparison.halfWidth;
    if (!comparison.isDecided) {
        comparison.pairsNeeded = pairsNeededFor(comparison.mean, deviation, quantile);
        if (comparison.pairsNeeded) { // what there is has not decided
            comparison.pairsNeeded = std::max(
                {*comparison.pairsNeeded, comparison.pairs + 1, PairedComparison::fewest});
        }
    }
    return comparison;
}

double explainedVariance(std::span<const std::size_t> levels, std::span<const double> values)
{
    assert(levels.size() == values.size());
    struct Level {
        double sum = 0;
        double count = 0;
    };
    std::map<std::size_t, Level> found;
    for (std::size_t i = 0; i < values.size(); ++i) {
        found[levels[i]].sum += values[i];
        ++found[levels[i]].count;
    }
    if (found.size() < 2 || values.size() <= found.size()) {
        return 0;
    }
    const double mean = meanOf(values);
    double all = 0;
    double within = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Level& level = found[levels[i]];
        all += (values[i] - mean) * (values[i] - mean);
        within += (values[i] - level.sum / level.count) * (values[i] - level.sum / level.count);
    }
    const double freedom = static_cast<double>(found.size()) - 1;
    const double error
        = within / static_cast<double>(values.size() - found.size()); // mean square within
    const double explained = (all - within - freedom * error) / (all + error);
    return all > 0 ? std::clamp(explained, 0.0, 1.0) : 0;
}

} // namespace numeral
