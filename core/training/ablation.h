// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace numeral {

/// A setting that isn't plain, that is, not its default, and what is trained without it.
struct Ablation {
    std::string key; ///< of the setting
    std::string value; ///< in the configuration, as JSON
    std::string plain; ///< the default, as JSON
    TrainingConfig without; ///< the same configuration with that setting's default
};

/// Returns what an ablation study compares a configuration with (Newell 1975, "A tutorial on speech
/// understanding systems"): each setting that isn't plain is switched off in turn. Seed, engine and
/// device aren't options, nor is how long may be trained. A setting without which the others are
/// not valid is left out.
std::vector<Ablation> ablationsOf(const TrainingConfig& config);

} // namespace numeral
