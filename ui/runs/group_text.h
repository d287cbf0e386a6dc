// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

class QLocale;

namespace numeral::ui {

/// User-visible texts about runs from several seeds. Accuracies are fractions.

/// "97.12 ± 0.08%": the mean, with its 95% confidence interval if there are two values at least.
QString meanText(const QLocale& locale, std::span<const double> accuracies);

/// "Median 97.15%; half of them between 97.05 and 97.21%, all between 96.90 and 97.40%"; empty
/// without a value.
QString spreadText(const QLocale& locale, std::span<const double> accuracies);

} // namespace numeral::ui
