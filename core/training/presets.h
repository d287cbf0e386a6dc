// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <string_view>
#include <vector>

namespace numeral {

/// A named configuration, for the form's list and the command-line option.
struct TrainingPreset {
    std::string_view id; ///< "tutorial"
    const char* title; ///< for the user, in English; the window translates it
    const char* reason; ///< why to use it: a sentence, in English
    TrainingConfig config;
};

/// All presets, by kind of network; the first one has the defaults, and the first one of each kind
/// is for getting to know it.
const std::vector<TrainingPreset>& trainingPresets();

/// Returns null if there is no such preset.
const TrainingPreset* findPreset(std::string_view id);

} // namespace numeral
