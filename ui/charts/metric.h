// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

#include <optional>

namespace numeral::ui {

enum class Metric { Loss, Accuracy };

/// Converts a figure to the unit of its axis: a loss stays as it is, an accuracy (0–1) is shown in
/// percent.
inline double onAxis(Metric metric, double figure)
{
    return metric == Metric::Loss ? figure : 100 * figure;
}

inline double batchValue(Metric metric, const BatchFigures& figures)
{
    return onAxis(metric, metric == Metric::Loss ? figures.loss : figures.accuracy);
}

inline double trainingValue(Metric metric, const EpochFigures& figures)
{
    return onAxis(metric, metric == Metric::Loss ? figures.trainingLoss : figures.trainingAccuracy);
}

inline std::optional<double> validationValue(Metric metric, const EpochFigures& figures)
{
    const auto& figure
        = metric == Metric::Loss ? figures.validationLoss : figures.validationAccuracy;
    return figure ? std::optional(onAxis(metric, *figure)) : std::nullopt;
}

} // namespace numeral::ui
