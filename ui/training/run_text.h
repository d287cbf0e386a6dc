// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <QString>

class QLocale;

namespace numeral::ui {

/// A run in the user's words.

/// "2 minutes", "8 seconds".
QString durationText(double seconds);

/// "97.19%" from a share of 0–1.
QString percentText(const QLocale& locale, double share, int decimals = 2);

/// Why it ended: "stopped early: validation has not improved for 2 epochs".
QString reasonText(const TrainingResult& result, const TrainingConfig& config);

} // namespace numeral::ui
