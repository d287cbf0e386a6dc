// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/sweep_history.h"

#include "core/base/listed.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/evaluation/statistics.h"
#include "core/training/run_setup.h"
#include "core/training/setting_text.h"

#include <algorithm>
#include <map>
#include <set>

namespace numeral {

namespace {

std::string digestOf(std::string_view text)
{
    Sha256 sha256;
    sha256.add(text);
    return sha256.hex();
}

/// Tells sweeps apart. Short, since it stands in the group's title.
std::string titleFor(const SweepPlan& plan, const Dataset& dataset)
{
    constexpr std::size_t digits = 8;
    const std::string identity = identityOf(plan) + provenanceJson(dataset);
    return "sweep " + digestOf(identity).substr(0, digits) + " of " + listed(keysOf(plan)) + " on "
        + titleOf(dataset);
}

std::map<std::string, std::string> valuesOf(
    const TrainingConfig& config, const std::vector<std::string>& keys)
{
    std::map<std::string, std::string> values;
    for (const std::string& key : keys) {
        values[key] = valueText(config, key);
    }
    return values;
}

bool isDone(const HistoryRun& run, bool isPruning)
{
    return isWhole(run.reason) || run.reason == StopReason::Diverged
        || (isPruning && run.reason == StopReason::Pruned);
}

/// The group with that title, or a new one.
Result<GroupId> groupOf(RunHistory& history, const std::string& title)
{
    const Result<std::vector<HistoryGroup>> groups = history.groups();
    if (!groups) {
        return tl::unexpected(groups.error());
    }
    const auto known = std::ranges::find(*groups, title, &HistoryGroup::title);
    return known == groups->end() ? history.addGroup(title) : Result<GroupId>(known->id);
}

/// Numbers the runs' values of a setting: each value, or of many numbers a quarter.
std::vector<std::size_t> levelsOf(const std::string& key, std::span<const SweepRun* const> runs)
{
    constexpr std::size_t mostValues = 6;
    constexpr std::size_t quarters = 4;
    std::vector<std::string> values;
    for (const SweepRun* run : runs) {
        values.push_back(run->values.at(key));
    }
    const std::set<std::string> distinct(values.begin(), values.end());
    std::vector<std::size_t> levels(runs.size());
    if (distinct.size() <= mostValues || !numbersOf(key)) {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            levels[i] = static_cast<std::size_t>(
                std::distance(distinct.begin(), distinct.find(values[i])));
        }
        return levels;
    }
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        order.emplace_back(parseReal(values[i]).value_or(0), i);
    }
    std::ranges::sort(order);
    for (std::size_t i = 0; i < order.size(); ++i) {
        levels[order[i].second] = i * quarters / order.size();
    }
    return levels;
}

} // namespace

SweepRun sweepRunOf(const TrainingConfig& config, const std::vector<std::string>& keys,
    const TrainingResult& result)
{
    SweepRun run{{}, config, valuesOf(config, keys), result.reason, result.epochs, {}, {}, {}};
    if (result.bestEpoch > 0) {
        const EpochFigures& best = result.figures[static_cast<std::size_t>(result.bestEpoch) - 1];
        run.loss = best.validationLoss;
        run.accuracy = best.validationAccuracy;
    }
    if (result.test.images > 0) {
        run.testAccuracy = result.test.accuracy;
    }
    return run;
}

std::optional<double> objectiveOf(const SweepRun& run, StoppingMetric metric)
{
    return metric == StoppingMetric::Loss ? run.loss
        : run.accuracy                    ? std::optional(1 - *run.accuracy)
                                          : std::nullopt;
}

std::vector<std::string> keysOf(const SweepPlan& plan)
{
    std::vector<std::string> keys;
    for (const SweptSetting& setting : plan.settings) {
        keys.push_back(setting.key);
    }
    return keys;
}

Result<KeptSweep> keptSweep(
    RunHistory& history, const SweepPlan& plan, const Dataset& dataset, bool isPruning)
{
    const Result<GroupId> group = groupOf(history, titleFor(plan, dataset));
    const Result<std::vector<HistoryRun>> runs
        = group ? history.runs() : tl::unexpected(group.error());
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    const std::vector<std::string> keys = keysOf(plan);
    KeptSweep kept{*group, {}, {}};
    for (const HistoryRun& run : *runs) {
        if (run.group != *group || !isDone(run, isPruning)) {
            continue;
        }
        Result<TrainingConfig> config = history.config(run.id);
        Result<std::vector<EpochFigures>> epochs = history.epochs(run.id);
        if (!config || !epochs) {
            return tl::unexpected(config ? epochs.error() : config.error());
        }
        auto values = valuesOf(*config, keys);
        kept.ended.push_back({run.id, std::move(*config), std::move(values), run.reason, run.epochs,
            run.bestLoss, run.bestAccuracy, run.testAccuracy});
        kept.epochs.push_back(std::move(*epochs));
    }
    return kept;
}

std::vector<TrainingConfig> trainedConfigs(
    std::span<const TrainingConfig> configs, const Dataset& dataset)
{
    std::vector<TrainingConfig> trained;
    for (const TrainingConfig& config : configs) {
        TrainingConfig as = asTrained(config, dataset);
        if (std::ranges::find(trained, as) == trained.end()) {
            trained.push_back(std::move(as));
        }
    }
    return trained;
}

std::vector<TrainingConfig> missingConfigs(
    std::span<const TrainingConfig> configs, std::span<const SweepRun> ended)
{
    std::vector<TrainingConfig> missing;
    std::ranges::copy_if(configs, std::back_inserter(missing), [&](const TrainingConfig& config) {
        return std::ranges::find(ended, config, &SweepRun::config) == ended.end();
    });
    return missing;
}

std::vector<SettingImportance> importanceOf(
    const std::vector<std::string>& keys, std::span<const SweepRun> runs, StoppingMetric metric)
{
    std::vector<const SweepRun*> whole;
    std::vector<double> values;
    for (const SweepRun& run : runs) {
        const std::optional<double> objective = objectiveOf(run, metric);
        if (isWhole(run.reason) && objective) {
            whole.push_back(&run);
            values.push_back(*objective);
        }
    }
    constexpr std::size_t fewest = 8;
    std::vector<SettingImportance> importance;
    if (whole.size() < fewest) {
        return importance;
    }
    for (const std::string& key : keys) {
        importance.push_back({key, explainedVariance(levelsOf(key, whole), values)});
    }
    std::ranges::stable_sort(importance, std::greater(), &SettingImportance::share);
    return importance;
}

} // namespace numeral
