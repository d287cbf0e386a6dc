// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace numeral {

// Several runs in one process: the same settings from several seeds, say, or settings or data that
// are to be compared. Each run trains on one thread, which wastes nothing on waiting
// for others, so that many short runs keep all cores busy.

/// Observer of a group's runs, which are known by their index. Called on the threads that train,
/// one call at a time; the run waits until the call returns.
class GroupObserver {
public:
    GroupObserver() = default;
    GroupObserver(const GroupObserver&) = delete;
    GroupObserver& operator=(const GroupObserver&) = delete;
    virtual ~GroupObserver() = default;

    virtual void runStarted(std::size_t /*run*/) { }
    virtual void epochFinished(std::size_t /*run*/, const EpochFigures& /*figures*/) { }

    /// The last call for this run. A run that was stopped before it began isn't reported at all.
    virtual void runEnded(std::size_t /*run*/, const Result<TrainingResult>& /*result*/) { }
};

/// Stops and pauses a group's runs, all or one, at the request of any thread.
class GroupControl {
public:
    explicit GroupControl(std::size_t runs)
        : m_runs(runs)
    {
    }

    std::size_t size() const { return m_runs.size(); }
    RunControl& run(std::size_t run) { return m_runs[run]; }

    void pause();
    void resume();
    /// Ends the runs that have begun within one batch, and begins no other. A run that is stopped
    /// keeps what it has learnt, and is tested.
    void stop();
    /// Like stop(), but nothing is tested, since nobody wants the results.
    void abandon();

private:
    std::deque<RunControl> m_runs; // they can't be moved
};

/// What a group of so many seeds is called: "20 seeds on MNIST".
std::string groupTitle(std::size_t seeds, const Dataset& dataset);

/// Returns the configuration once for each seed: its own seed, and those that follow.
std::vector<TrainingConfig> withSeeds(const TrainingConfig& config, std::size_t runs);

/// A run that is to be trained. Borrows the data set.
struct PlannedRun {
    TrainingConfig config;
    const Dataset* dataset = nullptr;
};

/// Returns a run on the data set for each configuration.
std::vector<PlannedRun> plannedRuns(
    std::span<const TrainingConfig> configs, const Dataset& dataset);

/// Trains a network for each run, `jobs` ≥ 1 at once, in their order. Each run gives the
/// same figures and weights as `train` on one thread does, whatever runs beside it. Blocks until
/// all have ended. What goes wrong in one run is its result, and ends no other. `control` is for as
/// many runs.
void trainGroup(std::span<const PlannedRun> runs, int jobs, const EngineSource& engines,
    GroupObserver& observer, GroupControl& control);

} // namespace numeral
