// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/forwarding_observer.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace numeral::cli {

/// Forwards a run's events to its report and checkpoints the best weights so far in the run's file,
/// so that a power cut loses some seconds and not the run. It doesn't write after every epoch,
/// since training waits until the file is on disk. The constructor's arguments must outlive it.
class ModelKeeper final : public ForwardingObserver {
public:
    ModelKeeper(TrainingObserver& report, const Dataset& dataset, const TrainingConfig& config,
        const std::filesystem::path& file);

    /// Writes the best weights so far, if they aren't written yet. Returns whether they are in the
    /// file.
    bool keepBest();

    void batchTrained(const BatchFigures& figures) override;
    void epochFinished(const EpochFigures& figures) override;
    void testStarted() override;
    void weightsPublished(const WeightsSnapshot& weights) override;

private:
    void writeIfDue();
    void write();

    const Dataset& m_dataset;
    const TrainingConfig& m_config;
    const std::filesystem::path& m_file;
    WeightsSnapshot m_newest;
    WeightsSnapshot m_unwritten; ///< the best weights; null if they are in the file
    bool m_isWritten = false; ///< the file has weights
    std::vector<EpochFigures> m_epochs; ///< all that are finished
    std::chrono::steady_clock::time_point m_written;
};

} // namespace numeral::cli
