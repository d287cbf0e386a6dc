// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_colours.h"
#include "ui/charts/epoch_axis.h"
#include "ui/charts/metric_chart.h"

#include <QFont>
#include <QRect>

#include <array>
#include <span>

class QCustomPlot;

namespace numeral::ui {

class WrappingLegend;

/// The contents of the plot: the legend, the chart of the loss and, below it, that of the accuracy,
/// over a shared epoch axis. Those who change something call QCustomPlot::replot. The plot must
/// outlive this object.
class CurvesPlot {
public:
    explicit CurvesPlot(QCustomPlot& plot);
    CurvesPlot(const CurvesPlot&) = delete;
    CurvesPlot& operator=(const CurvesPlot&) = delete;
    ~CurvesPlot() = default;

    QCustomPlot& plot() { return m_plot; }
    MetricChart& loss() { return m_loss; }
    MetricChart& accuracy() { return m_accuracy; }
    std::array<MetricChart*, 2> charts() { return {&m_loss, &m_accuracy}; }
    EpochAxis& epochs() { return m_epochs; }

    /// Empties the charts for a run of at most so many epochs.
    void clear(int maximumEpochs);

    /// At least one batch; see LearningCurves.
    void addBatches(std::span<const BatchFigures> batches);
    void addEpoch(const EpochFigures& figures);
    void markBest(const EpochFigures& figures, const QString& label);
    void markEnd(int epoch, const QString& label);

    void setLogarithmicLoss(bool isLogarithmic);
    void setColours(const ChartColours& colours);
    const ChartColours& colours() const { return m_colours; }
    void setFont(const QFont& font);

    /// Shows all data, except on axes that the user has moved.
    void follow();
    /// Shows all data from now on, even if the user has moved axes.
    void followAgain();
    /// Whether the user has moved an axis.
    bool isZoomed() const;

    /// The area of both charts, without titles and labels, in the plot's pixels.
    QRect chartArea() const;
    /// The area that the legend needs, in the plot's pixels.
    QRect legendArea() const;

    /// Draws a vertical line through both charts, above everything else.
    void showCrosshair(int epoch);
    void hideCrosshair();

private:
    void setTitles();

    QCustomPlot& m_plot;
    WrappingLegend& m_legend;
    MetricChart m_loss;
    MetricChart m_accuracy;
    EpochAxis m_epochs;
    ChartColours m_colours;
    bool m_isLossLogarithmic = false;
};

} // namespace numeral::ui
