// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace numeral::ui {

/// A run in a chart of several.
struct ChartRun {
    std::int64_t id = 0; ///< by which it is known elsewhere
    QString name;
    std::vector<EpochFigures> epochs;
};

/// Runs that are drawn in one colour: a single one as a line, several as a band.
struct ChartSeries {
    QString name;
    std::vector<ChartRun> runs;
};

} // namespace numeral::ui
