// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/repeat_command.h"

#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/base/number_text.h"
#include "core/evaluation/statistics.h"
#include "core/history/group_recorder.h"
#include "core/training/run_setup.h"

#include <cmath>
#include <cstdio>
#include <vector>

namespace numeral::cli {

namespace {

/// Prints a line when a run ends, and keeps what is to be summarised.
class RepeatReport final : public GroupObserver {
public:
    RepeatReport(std::span<const TrainingConfig> configs, bool json)
        : m_configs(configs)
        , m_json(json)
    {
    }

    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        const auto seed = static_cast<long long>(m_configs[run].seed);
        ++m_ended;
        if (!result) {
            m_fault = result.error();
            if (m_json) {
                printJsonLine({{"event", "run"}, {"seed", seed}, {"error", result.error().detail}});
            } else {
                std::printf("Seed %lld: %s\n", seed, result.error().detail.c_str());
            }
            return;
        }
        if (isWhole(result->reason) && result->test.images > 0) {
            m_accuracies.push_back(result->test.accuracy);
        }
        if (m_json) {
            nlohmann::ordered_json line{{"event", "run"}, {"seed", seed}};
            line.update(parseOrderedJson(toJson(*result)));
            line["seconds"] = result->seconds;
            printJsonLine(line);
        } else {
            printLine(seed, *result);
        }
    }

    const std::vector<double>& accuracies() const { return m_accuracies; }
    const std::optional<Error>& fault() const { return m_fault; }

private:
    void printLine(long long seed, const TrainingResult& result) const
    {
        std::printf("%*zu of %zu: seed %lld, ", m_configs.size() < 100 ? 2 : 4, m_ended,
            m_configs.size(), seed);
        if (result.test.images > 0) {
            std::printf("test accuracy %.2f%%, ", 100 * result.test.accuracy);
        }
        std::printf("epoch %d of %d, %.1f s%s\n", result.bestEpoch, result.epochs, result.seconds,
            isWhole(result.reason)                     ? ""
                : result.reason == StopReason::Stopped ? ", stopped"
                                                       : ", diverged");
        std::fflush(stdout);
    }

    std::span<const TrainingConfig> m_configs;
    bool m_json;
    std::size_t m_ended = 0;
    std::vector<double> m_accuracies; ///< of the runs that ended by themselves
    std::optional<Error> m_fault; ///< of the last run that failed
};

void printSummary(const std::vector<double>& accuracies, bool json)
{
    const MeanEstimate mean = meanEstimate(accuracies);
    const FiveNumbers numbers = fiveNumbers(accuracies);
    if (json) {
        nlohmann::ordered_json line{{"event", "summary"}, {"runs", mean.count}};
        if (mean.count > 0) {
            line["mean_test_accuracy"] = mean.mean;
            line["interval_half_width"]
                = mean.halfWidth ? nlohmann::ordered_json(*mean.halfWidth) : nullptr;
            line["deviation"] = mean.deviation;
            line["quantiles"] = {numbers.least, numbers.lowerQuartile, numbers.median,
                numbers.upperQuartile, numbers.greatest};
        }
        printJsonLine(line);
        return;
    }
    if (mean.count == 0) {
        std::printf("No run was tested.\n");
        return;
    }
    std::printf("Test accuracy %.2f%s%% of %s; median %.2f%%, half of them between %.2f "
                "and %.2f%%, all between %.2f and %.2f%%\n",
        100 * mean.mean,
        mean.halfWidth ? (" ± " + shortText(std::round(*mean.halfWidth * 1e4) / 100)).c_str() : "",
        counted(mean.count, "run").c_str(), 100 * numbers.median, 100 * numbers.lowerQuartile,
        100 * numbers.upperQuartile, 100 * numbers.least, 100 * numbers.greatest);
}

} // namespace

Result<void> runRepeats(const TrainingConfig& config, const Dataset& dataset,
    const RepeatArguments& repeat, GroupControl& control, bool json)
{
    const std::vector<TrainingConfig> configs
        = withSeeds(config, static_cast<std::size_t>(repeat.runs));
    Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    const Result<GroupId> group = history->addGroup(groupTitle(configs.size(), dataset));
    if (!group) {
        return tl::unexpected(group.error());
    }
    const int jobs = repeat.jobs.value_or(static_cast<int>(usableCores()));
    if (!json) {
        std::printf("Group %lld: training %s on %s, seeds %lld to %lld, %d at once\n",
            static_cast<long long>(*group), counted(configs.size(), "network").c_str(),
            printable(dataset.name).c_str(), static_cast<long long>(configs.front().seed),
            static_cast<long long>(configs.back().seed), jobs);
        std::fflush(stdout);
    }
    RepeatReport report(configs, json);
    const std::vector<GroupId> groups(configs.size(), *group);
    const std::vector<PlannedRun> runs = plannedRuns(configs, dataset);
    GroupRecorder recorder(*history, groups, runs, report);
    trainGroup(runs, jobs, loadEngine, recorder, control);
    printSummary(report.accuracies(), json);
    if (recorder.fault()) {
        return tl::unexpected(*recorder.fault());
    }
    return report.fault() ? tl::unexpected(*report.fault()) : Result<void>();
}

} // namespace numeral::cli
