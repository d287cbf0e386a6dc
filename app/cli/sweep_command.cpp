// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/base/number_text.h"
#include "core/history/group_recorder.h"
#include "core/history/sweep_history.h"
#include "core/platform/interrupt.h"
#include "core/training/run_setup.h"
#include "core/training/setting_text.h"
#include "core/training/successive_halving.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace numeral::cli {

namespace {

/// Which of the runs are this machine's: of `size` machines number `rank`.
struct MachineShare {
    std::size_t rank = 0;
    std::size_t size = 1;
};

/// Reads RANK and WORLD_SIZE, as torchrun and cluster managers set them.
Result<MachineShare> machineShare()
{
    const char* const rankText = std::getenv("RANK");
    const char* const sizeText = std::getenv("WORLD_SIZE");
    if (rankText == nullptr && sizeText == nullptr) {
        return MachineShare();
    }
    constexpr std::int64_t most = 100'000;
    const auto rank = parseWhole(rankText == nullptr ? "" : rankText);
    const auto size = parseWhole(sizeText == nullptr ? "" : sizeText);
    if (!rank || !size || *size < 1 || *size > most || *rank < 0 || *rank >= *size) {
        return failure(ErrorCode::InvalidSetting,
            "RANK and WORLD_SIZE must be whole numbers, RANK from 0 and below WORLD_SIZE, for "
            "machines to share the runs.");
    }
    return MachineShare{static_cast<std::size_t>(*rank), static_cast<std::size_t>(*size)};
}

/// "learning_rate 0.0012, hidden_layers 64,64"
std::string valuesText(const TrainingConfig& config, const std::vector<std::string>& keys)
{
    std::string text;
    for (const std::string& key : keys) {
        text.append(text.empty() ? "" : ", ").append(key).append(" ");
        text.append(valueText(config, key));
    }
    return printable(text);
}

nlohmann::ordered_json valuesJson(
    const TrainingConfig& config, const std::vector<std::string>& keys)
{
    const auto all = parseOrderedJson(toJson(config));
    auto values = nlohmann::ordered_json::object();
    for (const std::string& key : keys) {
        values[key] = all.at(key);
    }
    return values;
}

nlohmann::ordered_json orNull(const std::optional<double>& number)
{
    return number ? nlohmann::ordered_json(*number) : nlohmann::ordered_json();
}

/// "validation loss 0.1021, accuracy 97.15%, test 97.20%"
std::string figuresText(const SweepRun& run)
{
    char text[128];
    int length = std::snprintf(text, sizeof text, "validation loss %.4f, accuracy %.2f%%",
        run.loss.value_or(0), 100 * run.accuracy.value_or(0));
    if (run.testAccuracy) {
        std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length),
            ", test %.2f%%", 100 * *run.testAccuracy);
    }
    return run.loss ? text : "no epoch was finished";
}

nlohmann::ordered_json runJson(const SweepRun& run, const std::vector<std::string>& keys)
{
    return {{"run", run.id ? nlohmann::ordered_json(*run.id) : nlohmann::ordered_json()},
        {"settings", valuesJson(run.config, keys)}, {"reason", reasonName(run.reason)},
        {"epochs", run.epochs}, {"best_validation_loss", orNull(run.loss)},
        {"best_validation_accuracy", orNull(run.accuracy)},
        {"test_accuracy", orNull(run.testAccuracy)}};
}

/// Prints a line when a run ends.
class SweepReport final : public GroupObserver {
public:
    SweepReport(std::span<const PlannedRun> runs, std::size_t before,
        const std::vector<std::string>& keys, bool json)
        : m_runs(runs)
        , m_keys(keys)
        , m_ended(before)
        , m_all(before + runs.size())
        , m_json(json)
    {
    }

    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        ++m_ended;
        const TrainingConfig& config = m_runs[run].config;
        if (!result) {
            m_fault = result.error();
            if (m_json) {
                printJsonLine({{"event", "run"}, {"settings", valuesJson(config, m_keys)},
                    {"error", result.error().detail}});
            } else {
                std::printf(
                    "%s: %s\n", valuesText(config, m_keys).c_str(), result.error().detail.c_str());
            }
            return;
        }
        const SweepRun ended = sweepRunOf(config, m_keys, *result);
        if (m_json) {
            nlohmann::ordered_json line{{"event", "run"}};
            line.update(runJson(ended, m_keys));
            line.erase("run");
            line["seconds"] = result->seconds;
            printJsonLine(line);
            return;
        }
        std::printf("%2zu of %zu: %s: %s, %s%s\n", m_ended, m_all,
            valuesText(config, m_keys).c_str(), figuresText(ended).c_str(),
            counted(static_cast<std::uint64_t>(ended.epochs), "epoch").c_str(),
            isWhole(ended.reason) ? "" : (", " + std::string(reasonName(ended.reason))).c_str());
        std::fflush(stdout);
    }

    const std::optional<Error>& fault() const { return m_fault; }

private:
    std::span<const PlannedRun> m_runs;
    const std::vector<std::string>& m_keys;
    std::size_t m_ended;
    std::size_t m_all;
    bool m_json;
    std::optional<Error> m_fault; ///< of the last run that failed
};

/// Stops a group after some minutes, if it isn't destroyed before.
class TimeBudget {
public:
    TimeBudget(std::optional<double> minutes, GroupControl& control)
    {
        if (minutes) {
            m_thread = std::jthread([this, minutes = *minutes, &control](std::stop_token stop) {
                std::unique_lock lock(m_mutex);
                const std::chrono::duration<double, std::ratio<60>> time(minutes);
                if (!m_wake.wait_for(lock, stop, time, [&stop] { return stop.stop_requested(); })) {
                    control.stop();
                }
            });
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; ///< ends first
};

void printOutcome(std::vector<SweepRun> runs, const std::vector<std::string>& keys,
    StoppingMetric metric, bool json)
{
    std::erase_if(runs, [metric](const SweepRun& run) {
        return !isWhole(run.reason) || !objectiveOf(run, metric);
    });
    std::ranges::stable_sort(
        runs, std::less(), [metric](const SweepRun& run) { return *objectiveOf(run, metric); });
    const std::vector<SettingImportance> importance = importanceOf(keys, runs, metric);
    if (json) {
        nlohmann::ordered_json line{{"event", "sweep"}, {"whole_runs", runs.size()},
            {"best", runs.empty() ? nlohmann::ordered_json() : runJson(runs.front(), keys)},
            {"importance", nlohmann::ordered_json::object()}};
        for (const SettingImportance& setting : importance) {
            line["importance"][setting.key] = setting.share;
        }
        printJsonLine(line);
        return;
    }
    if (runs.empty()) {
        std::printf("No run was trained to its end.\n");
        return;
    }
    constexpr std::size_t shown = 5;
    std::printf("The best of %s that ended by themselves, by validation:\n",
        counted(runs.size(), "run").c_str());
    for (std::size_t i = 0; i < std::min(shown, runs.size()); ++i) {
        std::printf("  run %lld: %s: %s\n", static_cast<long long>(runs[i].id.value_or(0)),
            valuesText(runs[i].config, keys).c_str(), figuresText(runs[i]).c_str());
    }
    std::printf("%s\n",
        importance.empty() ? "These are too few to tell how much each setting matters."
                           : "Share of the differences that each setting explains by itself:");
    for (const SettingImportance& setting : importance) {
        std::printf("  %-24s %3.0f%%\n", setting.key.c_str(), 100 * setting.share);
    }
    std::printf("One run each: “train --repeat” tells how much of it is chance.\n");
}

} // namespace

Result<void> runSweep(const SweepArguments& arguments)
{
    const Result<MachineShare> share = machineShare();
    const Result<SweepRuns> sweep
        = share ? sweepConfigs(arguments.plan) : tl::unexpected(share.error());
    if (!sweep) {
        return tl::unexpected(sweep.error());
    }
    const Result<Dataset> dataset = openData(arguments.data, arguments.json);
    Result<RunHistory> history
        = dataset ? RunHistory::open(historyFile()) : tl::unexpected(dataset.error());
    if (!history) {
        return tl::unexpected(history.error());
    }
    const Result<KeptSweep> before
        = keptSweep(*history, arguments.plan, *dataset, arguments.halves);
    if (!before) {
        return tl::unexpected(before.error());
    }
    const GroupId group = before->group;
    const std::vector<TrainingConfig> all = trainedConfigs(sweep->configs, *dataset);
    std::vector<TrainingConfig> mine;
    for (std::size_t i = share->rank; i < all.size(); i += share->size) {
        mine.push_back(all[i]);
    }
    const std::vector<PlannedRun> runs = plannedRuns(missingConfigs(mine, before->ended), *dataset);
    const std::vector<std::string> keys = keysOf(arguments.plan);
    const int jobs = arguments.jobs.value_or(static_cast<int>(usableCores()));
    const std::size_t done = mine.size() - runs.size();
    if (!arguments.json) {
        if (sweep->invalid > 0) {
            std::printf("Left out, since settings exclude each other: %s\n",
                counted(sweep->invalid, "combination").c_str());
        }
        std::printf("Group %lld: %s on %s%s, %d at once\n", static_cast<long long>(group),
            counted(runs.size(), "run").c_str(), printable(dataset->name).c_str(),
            done > 0 ? (", after " + std::to_string(done) + " that there are").c_str() : "", jobs);
        std::fflush(stdout);
    }
    GroupControl control(runs.size());
    const platform::InterruptWatcher watcher([&control] { control.stop(); });
    SweepReport report(runs, done, keys, arguments.json);
    const std::vector<GroupId> groups(runs.size(), group);
    GroupRecorder recorder(*history, groups, runs, report);
    const StoppingMetric metric = arguments.plan.base.stoppingMetric;
    SuccessiveHalving halving(metric, control, recorder);
    for (const std::vector<EpochFigures>& epochs : before->epochs) {
        halving.addFormer(epochs);
    }
    {
        const TimeBudget budget(arguments.minutes, control);
        trainGroup(runs, jobs, loadEngine,
            arguments.halves ? static_cast<GroupObserver&>(halving) : recorder, control);
    }
    const Result<KeptSweep> after = keptSweep(*history, arguments.plan, *dataset, true);
    if (!after) {
        return tl::unexpected(after.error());
    }
    printOutcome(after->ended, keys, metric, arguments.json);
    if (recorder.fault()) {
        return tl::unexpected(*recorder.fault());
    }
    return report.fault() ? tl::unexpected(*report.fault()) : Result<void>();
}

} // namespace numeral::cli
