// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"
#include "ui/charts/chart_colours.h"
#include "ui/charts/downsampled_line.h"
#include "ui/charts/epoch_marker.h"
#include "ui/charts/value_range.h"

#include <QFont>
#include <QPoint>

#include <span>
#include <vector>

class QCPAxisRect;
class QCPGraph;
class QCPLegend;
class QCustomPlot;

namespace numeral::ui {

/// Chart of one metric over epochs: the loss, or the accuracy in percent. Its value axis follows
/// the data until the user moves it. The plot owns the items drawn and must outlive the chart.
class MetricChart {
public:
    enum class Metric { Loss, Accuracy };

    MetricChart(QCustomPlot& plot, Metric metric);
    MetricChart(const MetricChart&) = delete;
    MetricChart& operator=(const MetricChart&) = delete;
    ~MetricChart() = default;

    QCPAxisRect& rect() { return m_rect; }
    const QCPAxisRect& rect() const { return m_rect; }
    void setTitles(const QString& values, const QString& epochs);
    void addToLegend(QCPLegend& legend, const QString& training, const QString& batches,
        const QString& validation);

    void clear();
    void addBatches(std::span<const BatchFigures> batches);
    void addEpoch(const EpochFigures& figures);
    void markBest(const EpochFigures& figures, const QString& label);
    void markEnd(int epoch, const QString& label);
    void showCrosshair(int epoch);
    void hideCrosshair();

    void setColours(const ChartColours& colours);
    void setFont(const QFont& font);

    /// Fits the value axis to the data, unless the user has moved it.
    void follow();
    /// Follows the data from now on, even if the user has moved the axis.
    void followAgain();
    /// Adapts points, batch line, markers and labels to the chart's size. Call it between layout
    /// and painting.
    void arrange();

    /// Loss, or accuracy in percent.
    ValueRange visibleValues() const;
    /// Returns a position in the plot's pixels; `value` is as in the figures (an accuracy from 0 to
    /// 1).
    QPoint position(double epoch, double value) const;

private:
    void drawBatches();
    double scaled(double value) const;
    void track(double value);
    double distanceFromIdeal(double value) const;
    ValueRange rangeFor(double largestDistance) const;
    void clampToLimits();
    void setValues(const ValueRange& range);

    QCPAxisRect& m_rect;
    Metric m_metric;
    DownsampledLine m_batchValues;
    QCPGraph* m_batches; ///< the visible part, downsampled
    QCPGraph* m_batchesSample; ///< for the legend: the fine line is too faint there
    QCPGraph* m_training;
    QCPGraph* m_validation;
    QCPGraph* m_star; ///< the best epoch's point
    EpochMarker m_bestMarker;
    EpochMarker m_endMarker;
    EpochMarker m_crosshair;

    /// Of the epochs, or at first the batches; the axis follows it.
    std::vector<double> m_distances;
    double m_largestDistance = 0; ///< maximum so far, which limits how far the axis moves
    bool m_hasEpochs = false;
    bool m_following = true;
    bool m_adjusting = false;
};

} // namespace numeral::ui
