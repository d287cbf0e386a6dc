// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"
#include "ui/charts/chart_colours.h"
#include "ui/charts/downsampled_line.h"
#include "ui/charts/epoch_marker.h"
#include "ui/charts/metric.h"
#include "ui/charts/value_axis.h"

#include <QFont>
#include <QPoint>

#include <span>

class QCPAxisRect;
class QCustomPlot;

namespace numeral::ui {

class LongLineGraph;
class WrappingLegend;

/// Chart of one metric over epochs: the loss, or the accuracy in percent. The plot owns the items
/// drawn and must outlive the chart.
class MetricChart {
public:
    MetricChart(QCustomPlot& plot, Metric metric);
    MetricChart(const MetricChart&) = delete;
    MetricChart& operator=(const MetricChart&) = delete;
    ~MetricChart() = default;

    QCPAxisRect& rect() { return m_rect; }
    const QCPAxisRect& rect() const { return m_rect; }
    void setTitles(const QString& values, const QString& epochs);
    void addToLegend(WrappingLegend& legend, const QString& training, const QString& batches,
        const QString& validation);
    /// Leaves the batches out of the legend if only epochs are drawn, as for a run of the past.
    void updateLegend(WrappingLegend& legend) const;

    void clear();
    void addBatches(std::span<const BatchFigures> batches);
    void addEpoch(const EpochFigures& figures);
    void markBest(const EpochFigures& figures, const QString& label);
    void markEnd(int epoch, const QString& label);
    void showCrosshair(int epoch);
    void hideCrosshair();

    void setColours(const ChartColours& colours);
    void setFont(const QFont& font);

    ValueAxis& values() { return m_values; }
    const ValueAxis& values() const { return m_values; }

    /// Adapts points, batch line, markers and labels to the chart's size. Call it between layout
    /// and painting.
    void arrange();

    /// Returns a position in the plot's pixels; `value` is as in the figures (an accuracy from 0 to
    /// 1).
    QPoint position(double epoch, double value) const;

private:
    void drawBatches();

    QCPAxisRect& m_rect;
    Metric m_metric;
    ValueAxis m_values;
    DownsampledLine m_batchValues;
    LongLineGraph* m_batches; ///< the visible part, downsampled
    LongLineGraph* m_batchesSample; ///< for the legend: the fine line is too faint there
    LongLineGraph* m_training;
    LongLineGraph* m_validation;
    LongLineGraph* m_star; ///< the best epoch's point
    EpochMarker m_bestMarker;
    EpochMarker m_endMarker;
    EpochMarker m_crosshair;
};

} // namespace numeral::ui
