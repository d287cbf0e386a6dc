// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commands.h"
#include "core/data/dataset.h"
#include "core/training/run_group.h"

namespace numeral::cli {

/// Trains the same settings from several seeds, several at once, prints each result and what they
/// say together, and keeps the runs in the history. `control` is for as many. Errors: those of the
/// history, and of the last run that failed.
Result<void> runRepeats(const TrainingConfig& config, const Dataset& dataset,
    const RepeatArguments& repeat, GroupControl& control, bool json);

} // namespace numeral::cli
