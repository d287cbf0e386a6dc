// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/sweep.h"

namespace CLI { // NOLINT(readability-identifier-naming): CLI11 names it
class App;
}

namespace numeral::cli {

/// Adds --preset, --like and an option for each setting of a run; invalid settings are usage
/// errors, and a model that --like can't use is thrown as CLI::FileError. Explicit options override
/// the preset's and the model's settings. Sets `asksForDrawings` if pen drawings or outliers have
/// an explicit option. The command must not outlive the two.
void addTrainingOptions(CLI::App& command, TrainingConfig& config, bool& asksForDrawings);

/// Adds --preset and an option for each setting that takes several values, or a range such as
/// "0.0003..0.003", to vary in a sweep; a single value is that of all its runs. The command must
/// not outlive the plan.
void addSweptOptions(CLI::App& command, SweepPlan& plan);

} // namespace numeral::cli
