// SPDX-License-Identifier: GPL-3.0-or-later
#include "many_runs.h"

#include "workload.h"

#include "core/history/group_recorder.h"
#include "core/training/run_setup.h"

#include <unistd.h>

#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

using namespace numeral;

/// A history in a folder of its own, removed with this object.
class TemporaryHistory {
public:
    TemporaryHistory() { std::filesystem::create_directory(m_folder); }
    TemporaryHistory(const TemporaryHistory&) = delete;
    TemporaryHistory& operator=(const TemporaryHistory&) = delete;
    ~TemporaryHistory()
    {
        std::error_code error; // what stays is in the temporary folder
        std::filesystem::remove_all(m_folder, error);
    }

    RunHistory open() const
    {
        return std::move(RunHistory::open(m_folder / "runs.sqlite").value());
    }

private:
    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("numeral-bench-" + std::to_string(::getpid()));
};

void orThrow(const Result<void>& written)
{
    if (!written) {
        throw std::runtime_error(written.error().detail);
    }
}

/// Adds up the time of all epochs.
struct EpochTimes final : GroupObserver {
    double seconds = 0;

    void epochFinished(std::size_t /*run*/, const EpochFigures& figures) override
    {
        seconds += figures.seconds;
    }
};

} // namespace

Hundred trainHundred(const Dataset& mnist)
{
    constexpr std::size_t runs = 100;
    const TemporaryHistory folder;
    RunHistory history = folder.open();
    const std::vector<TrainingConfig> configs = withSeeds(TrainingConfig(), runs);
    const auto jobs = static_cast<int>(usableCores());
    EpochTimes times;
    const std::vector<GroupId> groups(configs.size(), history.addGroup("bench").value());
    const std::vector<PlannedRun> planned = plannedRuns(configs, mnist);
    GroupRecorder recorder(history, groups, planned, times);
    GroupControl control(runs);
    const double start = now();
    trainGroup(planned, jobs, loadEngine, recorder, control);
    const double seconds = now() - start;
    return {seconds, (seconds * jobs - times.seconds) / runs};
}

double listTenThousand()
{
    constexpr int runs = 10'000;
    constexpr int epochs = 10;
    const TemporaryHistory folder;
    {
        RunHistory history = folder.open();
        Dataset data;
        data.name = "MNIST";
        TrainingConfig config;
        TrainingResult result;
        result.reason = StopReason::EarlyStopping;
        result.test = {10'000, 0.1, 0.97};
        for (int i = 0; i < runs; ++i) {
            config.seed = i;
            config.learningRate = 0.001 * (1 + i % 9);
            const RunId run = history.beginRun(config, data).value();
            for (int epoch = 1; epoch <= epochs; ++epoch) {
                orThrow(history.addEpoch(run, {epoch, 0.1, 0.97, 0.1, 0.97, 0.1, true}));
            }
            orThrow(history.endRun(run, config, data, result));
        }
    }
    const double start = now();
    const RunHistory history = folder.open();
    const auto listed = history.runs();
    return listed && listed->size() == runs ? now() - start
                                            : std::numeric_limits<double>::quiet_NaN();
}

} // namespace bench
