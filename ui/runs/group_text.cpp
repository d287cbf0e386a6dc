// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/group_text.h"

#include "core/evaluation/statistics.h"

#include <QCoreApplication>
#include <QLocale>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::GroupText", text);
}

QString points(const QLocale& locale, double share)
{
    return locale.toString(100 * share, 'f', 2);
}

} // namespace

QString meanText(const QLocale& locale, std::span<const double> accuracies)
{
    const MeanEstimate estimate = meanEstimate(accuracies);
    if (!estimate.halfWidth) {
        return translated("%1%").arg(points(locale, estimate.mean));
    }
    return translated("%1 ± %2%")
        .arg(points(locale, estimate.mean), points(locale, *estimate.halfWidth));
}

QString spreadText(const QLocale& locale, std::span<const double> accuracies)
{
    if (accuracies.empty()) {
        return {};
    }
    const FiveNumbers numbers = fiveNumbers(accuracies);
    return translated("Median %1%; half of them between %2 and %3%, all between %4 and %5%")
        .arg(points(locale, numbers.median), points(locale, numbers.lowerQuartile),
            points(locale, numbers.upperQuartile), points(locale, numbers.least),
            points(locale, numbers.greatest));
}

} // namespace numeral::ui
