// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/sweep_history.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace numeral::ui {

/// A setting's values, or a figure that runs are judged by, along a line from 0 to 1.
struct SweepAxis {
    QString title;
    QStringList ticks; ///< texts from one end to the other, evenly spaced
    std::vector<std::optional<double>> places; ///< of each run; nothing if it has no such figure
};

/// What a sweep has come to so far, as views show it.
struct SweepPicture {
    std::vector<std::string> keys; ///< of the settings that are varied
    StoppingMetric metric = StoppingMetric::Loss;
    std::vector<SweepRun> runs;
    std::vector<SettingImportance> importance;
    std::vector<SweepAxis> settings; ///< one for each key
    SweepAxis figure; ///< what the runs are judged by: the better, the nearer to 1
};

/// Places the runs along the axes. Numbers of more than five values stand where they lie, on a
/// logarithmic scale if they span orders of magnitude; other values are evenly spaced.
SweepPicture sweepPicture(
    const std::vector<std::string>& keys, StoppingMetric metric, std::vector<SweepRun> runs);

} // namespace numeral::ui
