// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/history/data_need.h"
#include "core/history/group_recorder.h"
#include "core/platform/interrupt.h"
#include "core/training/run_setup.h"

#include <cstdio>
#include <map>

namespace numeral::cli {

namespace {

/// Keeps the accuracies by the number of images.
class Accuracies final : public GroupObserver {
public:
    explicit Accuracies(std::span<const PlannedRun> runs)
        : m_runs(runs)
    {
    }

    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        if (!result) {
            m_fault = result.error();
        } else if (isWhole(result->reason) && result->test.images > 0) {
            m_bySize[m_runs[run].config.trainingImages].push_back(result->test.accuracy);
        }
    }

    const AccuraciesBySize& bySize() const { return m_bySize; }
    const std::optional<Error>& fault() const { return m_fault; }

private:
    std::span<const PlannedRun> m_runs;
    AccuraciesBySize m_bySize;
    std::optional<Error> m_fault;
};

void print(const DataNeed& need)
{
    for (const auto& [size, estimate] : need.accuracies) {
        std::printf("%8d images: test accuracy %.2f%%", size, 100 * estimate.mean);
        if (estimate.halfWidth) {
            std::printf(" ± %.2f", 100 * *estimate.halfWidth);
        }
        std::printf(" (%s)\n", counted(estimate.count, "seed").c_str());
    }
    if (need.gain) {
        std::printf("Error ≈ %.3g · images^-%.2f + %.4f, or %.3g · images^-%.2f: ten times more "
                    "images would bring %.1f to %.1f points.\n",
            need.law->scale, need.law->exponent, need.law->floor, need.lawWithoutFloor->scale,
            need.lawWithoutFloor->exponent, 100 * need.gain->first, 100 * need.gain->second);
    } else {
        std::printf("No power law fits these, so nothing is said of more images.\n");
    }
}

void printJson(const DataNeed& need)
{
    nlohmann::ordered_json line{{"event", "data_need"}, {"sizes", nlohmann::ordered_json::array()},
        {"law", nullptr}, {"gain_of_tenfold", nullptr}};
    for (const auto& [size, estimate] : need.accuracies) {
        nlohmann::ordered_json entry{{"images", size}, {"mean_test_accuracy", estimate.mean},
            {"interval_half_width", nullptr}, {"seeds", estimate.count}};
        if (estimate.halfWidth) {
            entry["interval_half_width"] = *estimate.halfWidth;
        }
        line["sizes"].push_back(entry);
    }
    if (need.law) {
        line["law"] = {{"scale", need.law->scale}, {"exponent", need.law->exponent},
            {"floor", need.law->floor}};
        line["gain_of_tenfold"] = {need.gain->first, need.gain->second};
    }
    printJsonLine(line);
}

} // namespace

Result<void> runDataNeed(const DataNeedArguments& arguments)
{
    const Result<Dataset> dataset = openData(arguments.data, arguments.json);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const std::vector<int> sizes = dataSizes(arguments.config, *dataset);
    if (sizes.empty() || dataset->test.size() == 0) {
        return failure(ErrorCode::DataMissing,
            "“" + dataset->name
                + "” has too few images to learn how many are needed: it takes more than 1,000 for "
                  "training, and test images.");
    }
    std::vector<PlannedRun> runs;
    for (TrainingConfig config :
        withSeeds(arguments.config, static_cast<std::size_t>(arguments.seeds))) {
        for (const int size : sizes) { // all sizes of a seed, so that a stop leaves something
            config.trainingImages = size;
            runs.push_back({asTrained(config, *dataset), &*dataset});
        }
    }
    Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    std::map<int, GroupId> bySize; // so that two sizes can be compared
    for (const int size : sizes) {
        const Result<GroupId> group = history->addGroup(dataNeedTitle(size, *dataset));
        if (!group) {
            return tl::unexpected(group.error());
        }
        bySize[size] = *group;
    }
    if (!arguments.json) {
        std::printf("Groups %lld to %lld: training %s of %s on %s\n",
            static_cast<long long>(bySize[sizes.front()]),
            static_cast<long long>(bySize[sizes.back()]), counted(runs.size(), "network").c_str(),
            counted(sizes.size(), "size").c_str(), printable(dataset->name).c_str());
        std::fflush(stdout);
    }
    GroupControl control(runs.size());
    const platform::InterruptWatcher watcher([&control] { control.stop(); });
    Accuracies accuracies(runs);
    std::vector<GroupId> groups;
    for (const PlannedRun& run : runs) {
        groups.push_back(bySize[run.config.trainingImages]);
    }
    GroupRecorder recorder(*history, groups, runs, accuracies);
    trainGroup(runs, arguments.jobs.value_or(static_cast<int>(usableCores())), loadEngine, recorder,
        control);
    const DataNeed need = dataNeed(accuracies.bySize());
    if (arguments.json) {
        printJson(need);
    } else {
        print(need);
    }
    const std::optional<Error>& fault = recorder.fault() ? recorder.fault() : accuracies.fault();
    return fault ? tl::unexpected(*fault) : Result<void>();
}

} // namespace numeral::cli
