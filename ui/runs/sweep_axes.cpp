// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sweep_axes.h"

#include "core/base/natural_order.h"
#include "core/base/number_text.h"
#include "core/training/setting_text.h"
#include "ui/runs/runs_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

constexpr std::size_t mostNames = 5;

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::SweepAxes", text);
}

/// Places numbers between the least and the greatest of them.
void placeNumbers(SweepAxis& axis, const std::vector<double>& numbers)
{
    const auto [least, greatest] = std::ranges::minmax(numbers);
    const bool isLogarithmic = SweptSetting{{}, {}, least, greatest}.isLogarithmic();
    const auto scaled
        = [isLogarithmic](double number) { return isLogarithmic ? std::log(number) : number; };
    const double low = scaled(least);
    const double width = scaled(greatest) - low;
    for (const double number : numbers) {
        axis.places.emplace_back(width > 0 ? (scaled(number) - low) / width : 0.5);
    }
    const double middle = isLogarithmic ? std::sqrt(least * greatest) : (least + greatest) / 2;
    for (const double number : {least, middle, greatest}) {
        axis.ticks += QLocale().toString(number, 'g', 2);
    }
}

void placeNames(
    SweepAxis& axis, const std::vector<std::string>& values, std::vector<std::string> names)
{
    std::ranges::sort(names, naturalLess);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& value : values) {
        const auto place = std::ranges::find(names, value) - names.begin();
        axis.places.emplace_back(names.size() > 1
                ? static_cast<double>(place) / static_cast<double>(names.size() - 1)
                : 0.5);
    }
    for (const std::string& name : names) {
        axis.ticks += QString::fromStdString(name);
    }
}

SweepAxis settingAxis(const std::string& key, const std::vector<SweepRun>& runs)
{
    SweepAxis axis;
    axis.title = settingText(key);
    std::vector<std::string> values;
    std::ranges::transform(runs, std::back_inserter(values),
        [&key](const SweepRun& run) { return run.values.at(key); });
    std::vector<std::string> names = values;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.size() > mostNames && numbersOf(key)) {
        std::vector<double> numbers;
        std::ranges::transform(values, std::back_inserter(numbers),
            [](const std::string& value) { return parseReal(value).value_or(0); });
        placeNumbers(axis, numbers);
    } else {
        placeNames(axis, values, std::move(names));
    }
    return axis;
}

/// The upper end is the best. Of losses, which differ by orders of magnitude, the logarithm counts.
SweepAxis figureAxis(StoppingMetric metric, const std::vector<SweepRun>& runs)
{
    const bool isLoss = metric == StoppingMetric::Loss;
    SweepAxis axis;
    axis.title = isLoss ? translated("validation loss") : translated("validation accuracy");
    std::vector<double> figures;
    for (const SweepRun& run : runs) {
        if (const std::optional<double> objective = objectiveOf(run, metric)) {
            figures.push_back(std::max(*objective, 1e-9));
        }
    }
    if (figures.empty()) {
        axis.places.resize(runs.size());
        return axis;
    }
    const auto [least, greatest] = std::ranges::minmax(figures);
    const double low = std::log(least);
    const double width = std::log(greatest) - low;
    for (const SweepRun& run : runs) {
        const std::optional<double> objective = objectiveOf(run, metric);
        axis.places.push_back(!objective ? std::nullopt
                : width > 0
                ? std::optional(1 - (std::log(std::max(*objective, 1e-9)) - low) / width)
                : std::optional(0.5));
    }
    for (const double objective : {greatest, std::sqrt(least * greatest), least}) {
        axis.ticks += isLoss
            ? QLocale().toString(objective, 'g', 2)
            : translated("%1%").arg(QLocale().toString(100 * (1 - objective), 'f', 1));
    }
    return axis;
}

} // namespace

SweepPicture sweepPicture(
    const std::vector<std::string>& keys, StoppingMetric metric, std::vector<SweepRun> runs)
{
    SweepPicture picture;
    picture.keys = keys;
    picture.metric = metric;
    picture.importance = importanceOf(keys, runs, metric);
    if (!runs.empty()) {
        for (const std::string& key : keys) {
            picture.settings.push_back(settingAxis(key, runs));
        }
        picture.figure = figureAxis(metric, runs);
    }
    picture.runs = std::move(runs);
    return picture;
}

} // namespace numeral::ui
