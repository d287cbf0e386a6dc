// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_text.h"

#include "ui/training/run_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

/// Above, nobody waits for the end.
constexpr std::size_t mostSeeds = 1000;

QString translated(const char* text, int number = -1)
{
    return QCoreApplication::translate("numeral::ui::RunsText", text, nullptr, number);
}

QString points(const QLocale& locale, double share)
{
    return locale.toString(100 * share, 'f', 2);
}

} // namespace

QString settingText(const std::string& key)
{
    return QString::fromStdString(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString settingsText(const RunSettings& settings, const std::vector<std::string>& keys)
{
    QStringList parts;
    for (const std::string& key : keys) {
        if (const auto value = settings.find(key); value != settings.end()) {
            parts += settingText(key) + QLatin1Char(' ') + QString::fromStdString(value->second);
        }
    }
    return parts.isEmpty() && !keys.empty() ? translated("defaults")
                                            : parts.join(QStringLiteral(", "));
}

QString nameOf(const HistoryRun& run)
{
    return run.name.empty() ? translated("Run %1").arg(run.id) : QString::fromStdString(run.name);
}

QString verdictText(const QLocale& locale, const PairedComparison& pairs, const QString& first,
    const QString& second)
{
    if (pairs.isDecided) {
        const bool isSecond = pairs.mean > 0;
        return translated(
            "%1 is better by %2 ± %3 points: %4 of %n pair(s)", static_cast<int>(pairs.pairs))
            .arg(isSecond ? second : first, points(locale, std::abs(pairs.mean)),
                points(locale, pairs.halfWidth),
                locale.toString(static_cast<qulonglong>(isSecond ? pairs.higher : pairs.lower)));
    }
    if (pairs.pairs < PairedComparison::fewest) {
        return translated("Too few seeds for a verdict: it takes %n at least",
            static_cast<int>(PairedComparison::fewest));
    }
    if (const std::optional<std::size_t> missing = seedsMissing(pairs)) {
        return translated("No difference can be seen; about %n more seed(s) would decide",
            static_cast<int>(*missing));
    }
    return translated("No difference can be seen");
}

QString comparisonText(const QLocale& locale, const GroupComparison& comparison,
    const QString& first, const QString& second)
{
    const PairedComparison& pairs = comparison.pairs;
    QString text = translated("%1: %2%. %3: %4%. The difference is %5")
                       .arg(first, points(locale, comparison.firstMean), second,
                           points(locale, comparison.secondMean), points(locale, pairs.mean));
    if (std::isfinite(pairs.halfWidth)) {
        text += translated(" ± %1").arg(points(locale, pairs.halfWidth));
    }
    return text
        + translated(" points of the test images, seed by seed over %n seed(s) that both have "
                     "(99% interval).",
            static_cast<int>(pairs.pairs));
}

std::optional<std::size_t> seedsMissing(const PairedComparison& pairs)
{
    if (pairs.isDecided) {
        return std::nullopt;
    }
    if (pairs.pairs < PairedComparison::fewest) { // too few to say how many would decide
        return PairedComparison::fewest - pairs.pairs;
    }
    if (!pairs.pairsNeeded) {
        return std::nullopt;
    }
    const std::size_t missing = *pairs.pairsNeeded - pairs.pairs;
    return missing <= mostSeeds ? std::optional(missing) : std::nullopt;
}

} // namespace numeral::ui
