// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_text.h"

#include "ui/training/form_row.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace numeral::ui {

namespace {

QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("numeral::ui::RunText", text, nullptr, count);
}

} // namespace

QString durationText(double seconds)
{
    const QLocale locale;
    constexpr int minute = 60;
    constexpr int hour = 60 * minute;
    const int whole = static_cast<int>(std::ceil(std::min(seconds, 1e9)));
    constexpr double hundredthsMatter = 0.095;
    if (seconds < hundredthsMatter) {
        return translated("%1 s").arg(locale.toString(seconds, 'f', 2));
    }
    if (seconds < 10) {
        return translated("%1 s").arg(locale.toString(seconds, 'f', 1));
    }
    if (whole < 2 * minute) {
        return translated("%1 s").arg(locale.toString(whole));
    }
    if (whole < 2 * hour) {
        return translated("%1 min").arg(locale.toString((whole + minute / 2) / minute));
    }
    return translated("%1 h").arg(locale.toString(seconds / hour, 'f', 1));
}

QString percentText(const QLocale& locale, double share, int decimals)
{
    return locale.toString(100.0 * share, 'f', decimals) + locale.percent();
}

QString reasonText(const TrainingResult& result, const TrainingConfig& config)
{
    switch (result.reason) {
    case StopReason::EarlyStopping:
        return translated(
            "stopped early, as validation has not improved for %Ln epoch(s)", config.patience);
    case StopReason::Epochs:
        return translated("all epochs are done");
    case StopReason::Stopped:
        return translated("stopped by you");
    case StopReason::Pruned:
        return translated("ended early, since other runs of its sweep were better");
    case StopReason::Diverged:
        return translated("stopped, as the loss was no longer finite");
    case StopReason::Unfinished:
        return translated("the run was not finished");
    }
    return {};
}

QString handicapText(const TrainingConfig& config)
{
    const bool isAugmented = !config.augmentation.isIdentity();
    const bool hasDropout = config.dropout > 0;
    if (isAugmented && hasDropout) {
        return translated("Training images are augmented, and dropout acts only in training: "
                          "training may look worse than validation.");
    }
    if (isAugmented) {
        return translated("Training images are augmented and therefore harder: training may look "
                          "worse than validation.");
    }
    if (hasDropout) {
        return translated("Dropout acts only in training: training may look worse than "
                          "validation.");
    }
    return {};
}

QString dataText(const TrainingConfig& config)
{
    const QLocale locale;
    QStringList parts;
    if (!config.classesUsed.empty()) {
        QStringList names;
        for (const std::string& name : config.classesUsed) {
            names.append(QString::fromStdString(name));
        }
        parts.append(translated("classes %1").arg(names.join(QLatin1Char(' '))));
    }
    if (config.trainingImages > 0) {
        parts.append(translated("%1 images").arg(locale.toString(config.trainingImages)));
    }
    if (config.labelNoise > 0) {
        parts.append(translated("%1 wrong labels").arg(percentText(locale, config.labelNoise, 0)));
    }
    if (config.imbalance > 1) {
        parts.append(translated("imbalance %1 : 1").arg(locale.toString(config.imbalance)));
    }
    if (!config.filters.empty()) {
        QStringList names;
        for (const ImageFilter& filter : config.filters) {
            names.append(translatedSetting(infoOf(filter.kind).title).toLower());
        }
        parts.append(names.join(QStringLiteral(" + ")));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace numeral::ui
