// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <QString>

class QLocale;

namespace numeral::ui {

/// User-visible texts about a run.

/// Formats a duration: "0.07 s", "8.0 s", "95 s", "12 min", "2.1 h".
QString durationText(double seconds);

/// Formats a share of 0–1 as a percentage: "97.19%".
QString percentText(const QLocale& locale, double share, int decimals = 2);

/// Why the run ended: "stopped early, as validation has not improved for 2 epochs".
QString reasonText(const TrainingResult& result, const TrainingConfig& config);

/// Why training may look worse than validation in a run's curves: its images are augmented, or
/// dropout leaves out units. Empty if neither is so.
QString handicapText(const TrainingConfig& config);

/// What is used of the data set, where it isn't all, and what is done to it: "1,000 images, 20%
/// wrong labels". Empty if it is used as it is.
QString dataText(const TrainingConfig& config);

} // namespace numeral::ui
