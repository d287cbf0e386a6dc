// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_series.h"
#include "ui/charts/metric.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QCustomPlot;

namespace numeral::ui {

class BandChart;
class EpochAxis;
class ReadOut;
class WrappingLegend;

/// Charts of several runs' loss and, below it, their accuracy, over a shared epoch axis: a line for
/// a single run, a band for a group. The mouse, or the arrow keys, read out an epoch of all series;
/// beside a run's line, or by Up and Down, that run is highlighted. The wheel zooms, dragging pans,
/// a double click or 0 shows all. To be used on the GUI thread only.
class RunsChart final : public QWidget {
    Q_OBJECT

public:
    explicit RunsChart(QWidget* parent = nullptr);
    ~RunsChart() override;

    /// Draws other series, each of one run at least.
    void setSeries(std::vector<ChartSeries> series);
    const std::vector<ChartSeries>& series() const { return m_series; }
    /// Adds an epoch to a run of a series. It is painted soon.
    void addEpoch(std::size_t series, std::size_t run, const EpochFigures& figures);

    /// Highlights a run here, without a signal; none if nothing is given.
    void highlight(std::optional<std::int64_t> run);
    std::optional<std::int64_t> highlighted() const { return m_highlighted; }

    /// What is read out now; empty if nothing is.
    QString readOut() const;
    /// Position of a figure (an accuracy as a share, 0–1) in the widget's pixels.
    QPoint position(Metric metric, double epoch, double figure) const;

    QSize sizeHint() const override { return {640, 420}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user points at another run, or at none.
    void highlightChanged(std::optional<std::int64_t> run);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makePlot();
    void applyPalette();
    void applyFont();
    void refreshSoon();
    void refresh();
    void showAll();
    void pointAt(const QPoint& position);
    void setHighlight(std::optional<std::int64_t> run);
    void setEpoch(std::optional<int> epoch, std::optional<QPoint> mouse = {});
    void stepRun(int step);
    void arrange();
    int lastEpoch() const;
    QString describeEpoch(int epoch) const;
    QString describeRun(const ChartRun& run, int epoch) const;

    std::vector<ChartSeries> m_series;
    QCustomPlot* m_plot;
    WrappingLegend* m_legend = nullptr;
    std::unique_ptr<BandChart> m_loss;
    std::unique_ptr<BandChart> m_accuracy;
    std::unique_ptr<EpochAxis> m_epochs;
    ReadOut* m_readOut;
    QTimer m_refresh;
    std::optional<std::int64_t> m_highlighted;
    std::optional<int> m_epoch; ///< that is read out
    std::optional<QPoint> m_mouse; ///< where the mouse reads it out
};

} // namespace numeral::ui
