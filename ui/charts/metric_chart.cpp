// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/metric_chart.h"

#include "ui/charts/axis_tickers.h"
#include "ui/charts/long_line_graph.h"
#include "ui/charts/plot_parts.h"
#include "ui/charts/wrapping_legend.h"

#include <algorithm>
#include <cmath>

namespace numeral::ui {
namespace {

constexpr double pointSize = 7;
constexpr double starSize = 18;
constexpr double starOutline = 0.4; ///< scales with the star
constexpr int overhang = 9; ///< pixels: half a star at the ideal value, beyond the axis
constexpr double pointDistance = 12; ///< minimum pixels from one point to the next

} // namespace

MetricChart::MetricChart(QCustomPlot& plot, Metric metric)
    : m_rect(addChart(plot))
    , m_metric(metric)
    , m_values(*m_rect.axis(QCPAxis::atLeft), metric)
    , m_batches(addGraph(m_rect))
    , m_batchesSample(addGraph(m_rect))
    , m_training(addGraph(m_rect))
    , m_validation(addGraph(m_rect))
    , m_star(addGraph(m_rect))
    , m_bestMarker(m_rect, QStringLiteral("grid"))
    , m_endMarker(m_rect, QStringLiteral("grid"))
    , m_crosshair(m_rect, QStringLiteral("overlay"))
{
    m_star->setLineStyle(QCPGraph::lsNone);
    m_rect.axis(QCPAxis::atBottom)->setTicker(epochTicker());
    m_rect.axis(QCPAxis::atBottom)->setLabelPadding(6); // a button beside the title needs the room
    clear();
}

void MetricChart::setTitles(const QString& values, const QString& epochs)
{
    m_rect.axis(QCPAxis::atLeft)->setLabel(values);
    m_rect.axis(QCPAxis::atBottom)->setLabel(epochs);
    m_rect.axis(QCPAxis::atBottom)->setTickLabels(!epochs.isEmpty());
}

void MetricChart::addToLegend(WrappingLegend& legend, const QString& training,
    const QString& batches, const QString& validation)
{
    legend.addEntry(*m_training, training);
    legend.addEntry(*m_batchesSample, batches);
    legend.addEntry(*m_validation, validation);
}

void MetricChart::updateLegend(WrappingLegend& legend) const
{
    legend.setShown(*m_batchesSample, !m_batchValues.isEmpty() || m_training->data()->isEmpty());
}

void MetricChart::clear()
{
    for (auto* graph : {m_batches, m_training, m_validation, m_star}) {
        graph->data()->clear();
    }
    m_batchValues.clear();
    m_bestMarker.hide();
    m_endMarker.hide();
    m_crosshair.hide();
    m_values.clear();
}

void MetricChart::addBatches(std::span<const BatchFigures> batches)
{
    for (const auto& batch : batches) {
        const auto value = batchValue(m_metric, batch);
        m_batchValues.add(batch.position, value);
        m_values.addBatch(value);
    }
}

void MetricChart::addEpoch(const EpochFigures& figures)
{
    const auto training = trainingValue(m_metric, figures);
    m_training->addData(figures.epoch, training);
    m_values.addEpoch(training);
    if (const auto validation = validationValue(m_metric, figures)) {
        m_validation->addData(figures.epoch, *validation);
        m_values.addEpoch(*validation);
    }
}

void MetricChart::markBest(const EpochFigures& figures, const QString& label)
{
    const auto training = trainingValue(m_metric, figures);
    m_star->data()->clear();
    m_star->addData(figures.epoch, validationValue(m_metric, figures).value_or(training));
    m_bestMarker.setLabel(label);
    m_bestMarker.show(figures.epoch);
}

void MetricChart::markEnd(int epoch, const QString& label)
{
    m_endMarker.setLabel(label);
    m_endMarker.show(epoch);
}

void MetricChart::showCrosshair(int epoch)
{
    m_crosshair.show(epoch);
}

void MetricChart::hideCrosshair()
{
    m_crosshair.hide();
}

void MetricChart::setColours(const ChartColours& colours)
{
    colourAxes(m_rect, colours);
    m_batches->setPen(QPen(colours.training, 1));
    auto pale = colours.training;
    pale.setAlphaF(0.4F);
    m_batchesSample->setPen(QPen(pale, 3));
    m_training->setPen(QPen(colours.training, 2));
    m_training->setScatterStyle(
        {QCPScatterStyle::ssCircle, QPen(colours.training, 1), colours.training, pointSize});
    QPen dashed(colours.validation, 2);
    dashed.setDashPattern({4, 2});
    m_validation->setPen(dashed);
    m_validation->setScatterStyle({QCPScatterStyle::ssDiamond, QPen(colours.validation, 1.5),
        colours.background, pointSize + 2});
    m_star->setScatterStyle(
        {starShape(), QPen(colours.background, starOutline), colours.validation, starSize});
    m_bestMarker.setColours(
        QPen(colours.validation, 1, Qt::DotLine), colours.text, colours.background);
    m_endMarker.setColours(QPen(colours.axis, 1), colours.text, colours.background);
    m_crosshair.setColours(QPen(colours.axis, 1), colours.text, colours.background);
}

void MetricChart::setFont(const QFont& font)
{
    for (auto* axis : m_rect.axes()) {
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
    }
    m_bestMarker.setFont(font);
    m_endMarker.setFont(font);
}

void MetricChart::arrange()
{
    const auto pixels = m_rect.axis(QCPAxis::atBottom)->coordToPixel(1)
        - m_rect.axis(QCPAxis::atBottom)->coordToPixel(0);
    const auto skip = std::max(0, static_cast<int>(std::ceil(pointDistance / pixels)) - 1);
    m_training->setScatterSkip(skip);
    m_validation->setScatterSkip(skip);
    const auto beyondIdeal = m_values.endsAtIdeal() ? overhang : 0;
    for (auto* graph : {m_batches, m_training, m_validation, m_star}) {
        graph->setOverhang(m_metric == Metric::Accuracy ? beyondIdeal : 0,
            m_metric == Metric::Loss ? beyondIdeal : 0);
    }
    drawBatches();
    m_values.fitTicks(
        m_rect.height(), QFontMetrics(m_rect.axis(QCPAxis::atLeft)->tickLabelFont()).height());
    m_endMarker.arrange(0);
    m_bestMarker.arrange(1);
}

QPoint MetricChart::position(double epoch, double value) const
{
    return {static_cast<int>(std::lround(m_rect.axis(QCPAxis::atBottom)->coordToPixel(epoch))),
        static_cast<int>(
            std::lround(m_rect.axis(QCPAxis::atLeft)->coordToPixel(onAxis(m_metric, value))))};
}

/// Draws the batches' line, fainter the more batches share a pixel: they would add up to a solid
/// band.
void MetricChart::drawBatches()
{
    const auto range = m_rect.axis(QCPAxis::atBottom)->range();
    const ValueRange epochs{range.lower, range.upper};
    const auto columns = std::max(1, m_rect.width());
    QVector<QCPGraphData> points;
    for (const auto& point : m_batchValues.points(epochs, static_cast<std::size_t>(columns))) {
        points.append({point.position, point.value});
    }
    m_batches->data()->set(points, true);

    const auto perPixel = static_cast<double>(m_batchValues.count(epochs)) / columns;
    auto pen = m_batches->pen();
    auto colour = pen.color();
    colour.setAlphaF(static_cast<float>(0.15 + 0.25 / (1 + perPixel)));
    pen.setColor(colour);
    m_batches->setPen(pen);
}

} // namespace numeral::ui
