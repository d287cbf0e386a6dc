// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace numeral {

/// A setting that a sweep varies: values to try, or a range of numbers.
struct SweptSetting {
    std::string key; ///< as in toJson(TrainingConfig)
    std::vector<std::string> values; ///< as `setFromText` takes them; none with a range
    double low = 0;
    double high = 0; ///< > low with a range
    bool isWhole = false; ///< of a range: only whole numbers

    bool isRange() const { return values.empty(); }
    /// Whether orders of magnitude count: a range from above 0 whose end is four times its start or
    /// more.
    bool isLogarithmic() const;
};

/// Parses what a setting is to be: values, or one range such as "0.0003..0.003". Error:
/// InvalidSetting.
Result<SweptSetting> parseSwept(const std::string& key, const std::vector<std::string>& texts);

/// Many runs that differ in some settings, to find good values.
struct SweepPlan {
    TrainingConfig base; ///< of all other settings; the seed also draws the values
    std::vector<SweptSetting> settings; ///< at least one, each once
    std::optional<int> runs; ///< at most, ≥ 1; without it as many as there are combinations
};

/// What a sweep trains.
struct SweepRuns {
    std::vector<TrainingConfig> configs; ///< in order, each once
    std::size_t invalid = 0; ///< combinations that were left out, since settings exclude each other
};

/// Returns the configurations to train. If there are values only, and no more
/// combinations than runs, these are all combinations (a grid); otherwise they are drawn at random
/// (Bergstra & Bengio 2012, "Random Search for Hyper-Parameter Optimization"), evenly or, where
/// orders of magnitude count, evenly on a logarithmic scale. The same plan gives the same
/// configurations, and those of a plan with more runs begin with them. Error: InvalidSetting if
/// there are no settings, no images to validate with, ranges but no number of runs, or no
/// combination that is valid.
Result<SweepRuns> sweepConfigs(const SweepPlan& plan);

/// Returns the plan as one line, so that equal plans on equal data can be known again: the base's
/// settings and what is varied, but for the number of runs.
std::string identityOf(const SweepPlan& plan);

} // namespace numeral
