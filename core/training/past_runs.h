// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/trainer.h"

#include <filesystem>
#include <optional>

namespace numeral {

/// What runs with the same settings and as many images usually take on this machine: the medians of
/// the last five.
struct UsualRun {
    int epochs = 0;
    double seconds = 0;
};

/// The file that keeps what runs have taken, in the user's data folder: one JSON object per line.
std::filesystem::path pastRunsFile();

/// Adds a run to the file, if it ended by itself; only the latest few hundred are kept. Error:
/// FileNotWritten. Two programs at once may each lose the other's run.
Result<void> recordRun(const std::filesystem::path& file, const TrainingConfig& config,
    const Dataset& dataset, const TrainingResult& result);

/// Returns what such runs usually take, with any seed; nothing if none is recorded.
std::optional<UsualRun> usualRun(
    const std::filesystem::path& file, const TrainingConfig& config, const Dataset& dataset);

} // namespace numeral
