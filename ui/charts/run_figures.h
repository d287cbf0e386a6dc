// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

#include <vector>

namespace numeral::ui {

/// The figures of a run's finished epochs, in order.
struct RunFigures {
    std::vector<EpochFigures> epochs;
    int bestEpoch = 0; ///< 0 = none yet
};

} // namespace numeral::ui
