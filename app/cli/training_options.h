// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

namespace CLI { // NOLINT(readability-identifier-naming): CLI11 names it
class App;
}

namespace numeral::cli {

/// Adds --preset, --like and an option for each setting of a run; invalid settings are usage
/// errors, and a model that --like can't use is thrown as CLI::FileError. Explicit options override
/// the preset's and the model's settings. Sets `asksForDrawings` if pen drawings or outliers have
/// an explicit option. The command must not outlive the two.
void addTrainingOptions(CLI::App& command, TrainingConfig& config, bool& asksForDrawings);

} // namespace numeral::cli
