// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commands.h"
#include "core/data/dataset.h"
#include "core/training/ablation.h"
#include "core/training/run_group.h"

namespace numeral::cli {

/// Trains the configuration, and it without each setting that isn't plain, from the same seeds, and
/// prints what each setting brings. The runs are kept in the history, a group for each. `control`
/// is for `repeat.runs` runs of each. Errors: those of the history, and of the last run that
/// failed.
Result<void> runAblation(const TrainingConfig& config, const std::vector<Ablation>& ablations,
    const Dataset& dataset, const RepeatArguments& repeat, GroupControl& control, bool json);

} // namespace numeral::cli
