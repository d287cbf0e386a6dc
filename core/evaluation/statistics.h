// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace numeral {

// What runs from several seeds say together. Values are finite.

/// Five-number summary of a sample (Tukey 1977, "Exploratory Data Analysis").
struct FiveNumbers {
    double least = 0;
    double lowerQuartile = 0;
    double median = 0;
    double upperQuartile = 0;
    double greatest = 0;
};

/// Quartiles and median are interpolated linearly between the two nearest values, as NumPy and R
/// do by default. All are 0 for no values.
FiveNumbers fiveNumbers(std::span<const double> values);

/// Mean of a sample, and where that of all such values lies.
struct MeanEstimate {
    std::size_t count = 0;
    double mean = 0;
    double deviation = 0; ///< standard deviation of the values, with count − 1
    std::optional<double> halfWidth; ///< of the 95% confidence interval; none for one value
};

/// The interval is that of Student's t (Student 1908, "The probable error of a mean").
MeanEstimate meanEstimate(std::span<const double> values);

/// What pairs of values say about the mean of their differences.
struct PairedComparison {
    /// Share of comparisons of equals in which a difference may be claimed: one in a hundred.
    static constexpr double errorRate = 0.01;
    /// With fewer pairs nothing is decided.
    static constexpr std::size_t fewest = 5;

    std::size_t pairs = 0;
    std::size_t higher = 0; ///< pairs in which the second value is higher
    std::size_t lower = 0; ///< pairs in which it is lower
    double mean = 0; ///< of second − first
    double halfWidth = 0; ///< of its 99% confidence interval
    /// Whether the interval leaves out 0.
    bool isDecided = false;
    /// How many pairs in all would decide in four of five cases, if the mean is as it seems;
    /// nothing if it is decided, or if that would take more than 10,000.
    std::optional<std::size_t> pairsNeeded;
};

/// Compares two samples pair by pair; they are equally long. The interval is the symmetric one of
/// the bootstrap of Student's t (Hall 1988, "On symmetric bootstrap confidence intervals"): for few
/// or skewed values it errs less often than that of the percentiles. It is at least as wide as
/// Student's own interval, and at most half as wide again. Always the same for the same
/// values.
PairedComparison comparePairs(std::span<const double> first, std::span<const double> second);

/// Returns how much of the values' variance is explained by the levels of a factor, 0–1: ω² (Hays
/// 1963, "Statistics for Psychologists"), which is about 0 where levels don't matter, however many
/// there are. `levels` has one for each value; 0 for fewer values than tell anything.
double explainedVariance(std::span<const std::size_t> levels, std::span<const double> values);

} // namespace numeral
