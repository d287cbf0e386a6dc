// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/group_comparison.h"
#include "ui/runs/run_list.h"

#include <QString>

class QLocale;

namespace numeral::ui {

/// User-visible texts about runs that are kept.

/// A setting's key as it is read: "hidden layers".
QString settingText(const std::string& key);

/// The settings in `keys`, as the run has them: "hidden layers [64], epochs 20"; "defaults" where
/// it has all of them by default; empty if there are no keys.
QString settingsText(const RunSettings& settings, const std::vector<std::string>& keys);

/// The run's name, or its number.
QString nameOf(const HistoryRun& run);

/// "B is better by 0.21 ± 0.05 points: 38 of 40 pairs", or "No difference can be seen; about 60
/// more seeds would decide": no verdict that the runs don't carry. `first` and `second` are the
/// groups' names.
QString verdictText(const QLocale& locale, const PairedComparison& pairs, const QString& first,
    const QString& second);

/// The figures behind a verdict: "First 97.12%, second 97.33% on the same 20 seeds; …".
QString comparisonText(const QLocale& locale, const GroupComparison& comparison,
    const QString& first, const QString& second);

/// How many seeds more would decide, or allow a verdict; nothing if it is decided, or if nobody
/// would train so many.
std::optional<std::size_t> seedsMissing(const PairedComparison& pairs);

} // namespace numeral::ui
