// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "core/training/sweep.h"

#include <map>
#include <span>
#include <string>

namespace numeral {

/// A run of a sweep that has ended.
struct SweepRun {
    std::optional<RunId> id; ///< under which it is kept, if it is
    TrainingConfig config;
    std::map<std::string, std::string> values; ///< of the settings that are varied, by their keys
    StopReason reason = StopReason::Epochs;
    int epochs = 0;
    std::optional<double> loss; ///< validation, of the best epoch
    std::optional<double> accuracy; ///< likewise
    std::optional<double> testAccuracy;
};

/// Returns what `train` has made of a configuration.
SweepRun sweepRunOf(const TrainingConfig& config, const std::vector<std::string>& keys,
    const TrainingResult& result);

/// Returns what a sweep's run is judged by, the smaller the better: the loss, or 1 − accuracy;
/// nothing if it has no such figure.
std::optional<double> objectiveOf(const SweepRun& run, StoppingMetric metric);

/// Returns the keys of the settings that the plan varies.
std::vector<std::string> keysOf(const SweepPlan& plan);

/// What is known of a sweep.
struct KeptSweep {
    GroupId group = 0;
    std::vector<SweepRun> ended; ///< runs that needn't be trained again
    /// Figures of all epochs of each of these, for those who go on to judge by them.
    std::vector<std::vector<EpochFigures>> epochs;
};

/// Returns the sweep's group, or a new one, and its runs that ended by themselves or diverged, and
/// if the sweep goes on to prune those that were pruned.
Result<KeptSweep> keptSweep(
    RunHistory& history, const SweepPlan& plan, const Dataset& dataset, bool isPruning);

/// Returns the configurations as they are trained with, each once.
std::vector<TrainingConfig> trainedConfigs(
    std::span<const TrainingConfig> configs, const Dataset& dataset);

/// Returns those of the configurations that none of the runs had.
std::vector<TrainingConfig> missingConfigs(
    std::span<const TrainingConfig> configs, std::span<const SweepRun> ended);

/// How much depends on a setting.
struct SettingImportance {
    std::string key;
    double share = 0; ///< of the variance, 0–1: see explainedVariance
};

/// Returns how much of the runs' differences each of the settings explains by itself, the most
/// important first; nothing of fewer than eight runs, which tell too little. Ranges are cut into
/// four parts of equally many runs. Pruned runs don't count: they had fewer epochs.
std::vector<SettingImportance> importanceOf(
    const std::vector<std::string>& keys, std::span<const SweepRun> runs, StoppingMetric metric);

} // namespace numeral
