// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/curve_band.h"
#include "ui/charts/chart_colours.h"
#include "ui/charts/chart_series.h"
#include "ui/charts/epoch_marker.h"
#include "ui/charts/metric.h"
#include "ui/charts/value_axis.h"

#include <QFont>
#include <QPalette>
#include <QPoint>

#include <optional>
#include <span>
#include <vector>

class QCPAxisRect;
class QCPGraph;
class QCustomPlot;

namespace numeral::ui {

class LongLineGraph;
class WrappingLegend;

/// Chart of one metric of several runs over epochs, of the validation images where there are any. A
/// series of one run is a line; one of several is a band: the median, the quartiles, the extremes,
/// and each run as a faint line. The plot owns the items drawn and must outlive the chart.
class BandChart {
public:
    BandChart(QCustomPlot& plot, Metric metric);
    BandChart(const BandChart&) = delete;
    BandChart& operator=(const BandChart&) = delete;
    ~BandChart() = default;

    QCPAxisRect& rect() { return m_rect; }
    const QCPAxisRect& rect() const { return m_rect; }
    ValueAxis& values() { return m_values; }
    const ValueAxis& values() const { return m_values; }
    void setTitles(const QString& values, const QString& epochs);
    void setColours(const ChartColours& colours, const QPalette& palette);
    void setFont(const QFont& font);

    /// Draws other series.
    void setSeries(std::span<const ChartSeries> series, const QPalette& palette);
    void addToLegend(WrappingLegend& legend, std::span<const ChartSeries> series);
    /// Draws what the same runs have learnt since.
    void grow(std::span<const ChartSeries> series);

    /// Draws one run like a median, the others fainter; none if nothing is given.
    void highlight(std::optional<std::int64_t> run);
    /// The run whose line is nearest to a position in the plot's pixels; nothing if none is near.
    std::optional<std::int64_t> runAt(const QPoint& position) const;

    /// Adapts the ticks to the chart's size. Call it between layout and painting.
    void arrange();

    void showCrosshair(int epoch) { m_crosshair.show(epoch); }
    void hideCrosshair() { m_crosshair.hide(); }

    /// The band of a series of several runs; of a single one, its values.
    const std::vector<BandPoint>& band(std::size_t series) const { return m_drawn[series].band; }

private:
    struct DrawnRun {
        std::int64_t id = 0;
        LongLineGraph* line = nullptr;
        std::vector<double> values; ///< of its epochs, in the axis's unit
    };
    struct DrawnSeries {
        std::vector<DrawnRun> runs;
        std::vector<BandPoint> band;
        LongLineGraph* median = nullptr; ///< null for a single run
        QCPGraph* lowest = nullptr;
        QCPGraph* lower = nullptr; ///< quartile
        QCPGraph* upper = nullptr;
        QCPGraph* highest = nullptr;
    };

    void remove(QCPGraph* graph);
    void addBand(DrawnSeries& series);
    void drawBand(DrawnSeries& series);
    void applyPens();

    QCPAxisRect& m_rect;
    Metric m_metric;
    ValueAxis m_values;
    EpochMarker m_crosshair;
    QPalette m_palette;
    std::vector<DrawnSeries> m_drawn;
    std::optional<std::int64_t> m_highlighted;
};

} // namespace numeral::ui
