// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_group.h"

#include "core/base/counted.h"
#include "core/training/run_setup.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <mutex>
#include <system_error>
#include <thread>

namespace numeral {

namespace {

/// Passes one run's epochs on, as those of a run of the group.
class RunObserver final : public TrainingObserver {
public:
    RunObserver(std::size_t run, GroupObserver& observer, std::mutex& mutex)
        : m_run(run)
        , m_observer(observer)
        , m_mutex(mutex)
    {
    }

    void epochFinished(const EpochFigures& figures) override
    {
        const std::lock_guard lock(m_mutex);
        m_observer.epochFinished(m_run, figures);
    }

private:
    std::size_t m_run;
    GroupObserver& m_observer;
    std::mutex& m_mutex; ///< held during each call
};

/// What the threads of a group share.
struct Group {
    std::span<const PlannedRun> runs;
    const EngineSource& engines;
    GroupObserver& observer;
    GroupControl& control;
    std::atomic<std::size_t> next = 0;
    std::mutex mutex = {};
};

Result<TrainingResult> trainOne(Group& group, std::size_t run)
{
    const auto& [config, dataset] = group.runs[run];
    const Result<EngineFactory> engine = engineFor(config, *dataset, group.engines);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    RunObserver observer(run, group.observer, group.mutex);
    return train(config, *dataset, 1, *engine, observer, group.control.run(run));
}

/// Trains one run after the other until none is left.
void work(Group& group)
{
    for (;;) {
        const std::size_t run = group.next++;
        if (run >= group.runs.size()) {
            return;
        }
        if (!group.control.run(run).proceed()) {
            continue;
        }
        {
            const std::lock_guard lock(group.mutex);
            group.observer.runStarted(run);
        }
        const Result<TrainingResult> result = trainOne(group, run);
        const std::lock_guard lock(group.mutex);
        group.observer.runEnded(run, result);
    }
}

} // namespace

void GroupControl::pause()
{
    std::ranges::for_each(m_runs, &RunControl::pause);
}

void GroupControl::resume()
{
    std::ranges::for_each(m_runs, &RunControl::resume);
}

void GroupControl::stop()
{
    std::ranges::for_each(m_runs, &RunControl::stop);
}

void GroupControl::abandon()
{
    std::ranges::for_each(m_runs, &RunControl::abandon);
}

std::string groupTitle(std::size_t seeds, const Dataset& dataset)
{
    return counted(seeds, "seed").append(" on ").append(titleOf(dataset));
}

std::vector<TrainingConfig> withSeeds(const TrainingConfig& config, std::size_t runs)
{
    std::vector<TrainingConfig> configs(runs, config);
    const auto& setting = TrainingConfig::seedSetting;
    for (std::size_t i = 1; i < runs; ++i) {
        const std::int64_t before = configs[i - 1].seed;
        configs[i].seed = before == setting.maximum ? setting.minimum : before + 1;
    }
    return configs;
}

std::vector<PlannedRun> plannedRuns(std::span<const TrainingConfig> configs, const Dataset& dataset)
{
    std::vector<PlannedRun> runs;
    runs.reserve(configs.size());
    for (const TrainingConfig& config : configs) {
        runs.push_back({config, &dataset});
    }
    return runs;
}

void trainGroup(std::span<const PlannedRun> runs, int jobs, const EngineSource& engines,
    GroupObserver& observer, GroupControl& control)
{
    assert(control.size() == runs.size());
    Group group{runs, engines, observer, control};
    std::vector<std::jthread> others;
    try {
        const auto threads = std::min(static_cast<std::size_t>(std::max(jobs, 1)), runs.size());
        for (std::size_t i = 1; i < threads; ++i) {
            others.emplace_back([&group] { work(group); });
        }
    } catch (const std::system_error&) {
        // The system allows no more threads: those that there are do it all.
    }
    work(group);
}

} // namespace numeral
