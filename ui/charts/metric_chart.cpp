// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/metric_chart.h"

#include "ui/charts/plot_parts.h"
#include "ui/charts/qcustomplot_include.h"

#include <QScopedValueRollback>

#include <cmath>

namespace numeral::ui {
namespace {

constexpr double pointSize = 7;
constexpr double starSize = 18;
constexpr double starOutline = 0.4; ///< scales with the star
constexpr double pointDistance = 12; ///< minimum pixels from one point to the next
constexpr double headroom = 1.08;

} // namespace

MetricChart::MetricChart(QCustomPlot& plot, Metric metric)
    : m_rect(addChart(plot))
    , m_metric(metric)
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
    auto* values = m_rect.axis(QCPAxis::atLeft);
    values->ticker()->setTickCount(4);
    QObject::connect(values, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), values, [this] {
        if (!m_adjusting) {
            clampToLimits();
        }
    });
    clear();
}

void MetricChart::setTitles(const QString& values, const QString& epochs)
{
    m_rect.axis(QCPAxis::atLeft)->setLabel(values);
    m_rect.axis(QCPAxis::atBottom)->setLabel(epochs);
    m_rect.axis(QCPAxis::atBottom)->setTickLabels(!epochs.isEmpty());
}

void MetricChart::addToLegend(
    QCPLegend& legend, const QString& training, const QString& batches, const QString& validation)
{
    m_training->setName(training);
    m_batchesSample->setName(batches);
    m_validation->setName(validation);
    for (auto* graph : {m_training, m_batchesSample, m_validation}) {
        graph->addToLegend(&legend);
    }
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
    m_distances.clear();
    m_largestDistance = 0;
    m_hasEpochs = false;
    followAgain();
}

void MetricChart::addBatches(std::span<const BatchFigures> batches)
{
    for (const auto& batch : batches) {
        const auto value = m_metric == Metric::Loss ? batch.loss : batch.accuracy;
        m_batchValues.add(batch.position, scaled(value));
        m_largestDistance
            = std::max(m_largestDistance, std::isfinite(value) ? distanceFromIdeal(value) : 0);
        if (!m_hasEpochs) {
            m_distances.push_back(distanceFromIdeal(value));
        }
    }
}

void MetricChart::addEpoch(const EpochFigures& figures)
{
    if (!m_hasEpochs) {
        m_distances.clear();
        m_hasEpochs = true;
    }
    const auto loss = m_metric == Metric::Loss;
    const auto training = loss ? figures.trainingLoss : figures.trainingAccuracy;
    const auto& validation = loss ? figures.validationLoss : figures.validationAccuracy;
    m_training->addData(figures.epoch, scaled(training));
    track(training);
    if (validation) {
        m_validation->addData(figures.epoch, scaled(*validation));
        track(*validation);
    }
}

void MetricChart::markBest(const EpochFigures& figures, const QString& label)
{
    const auto loss = m_metric == Metric::Loss;
    const auto training = loss ? figures.trainingLoss : figures.trainingAccuracy;
    const auto& validation = loss ? figures.validationLoss : figures.validationAccuracy;
    m_star->data()->clear();
    m_star->addData(figures.epoch, scaled(validation.value_or(training)));
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
    for (auto* axis : m_rect.axes()) {
        axis->setBasePen(QPen(colours.axis, 1));
        axis->setTickPen(QPen(colours.axis, 1));
        axis->setTickLabelColor(colours.text);
        axis->setLabelColor(colours.text);
        axis->grid()->setPen(QPen(colours.grid, 1));
    }
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

void MetricChart::follow()
{
    if (m_following) {
        setValues(rangeFor(robustMaximum(m_distances)));
    }
}

void MetricChart::followAgain()
{
    m_following = true;
    follow();
}

void MetricChart::arrange()
{
    const auto pixels = m_rect.axis(QCPAxis::atBottom)->coordToPixel(1)
        - m_rect.axis(QCPAxis::atBottom)->coordToPixel(0);
    const auto skip = std::max(0, static_cast<int>(std::ceil(pointDistance / pixels)) - 1);
    m_training->setScatterSkip(skip);
    m_validation->setScatterSkip(skip);
    drawBatches();
    m_endMarker.arrange(0);
    m_bestMarker.arrange(1);
}

ValueRange MetricChart::visibleValues() const
{
    const auto range = m_rect.axis(QCPAxis::atLeft)->range();
    return {range.lower, range.upper};
}

QPoint MetricChart::position(double epoch, double value) const
{
    return {static_cast<int>(std::lround(m_rect.axis(QCPAxis::atBottom)->coordToPixel(epoch))),
        static_cast<int>(std::lround(m_rect.axis(QCPAxis::atLeft)->coordToPixel(scaled(value))))};
}

double MetricChart::scaled(double value) const
{
    return m_metric == Metric::Loss ? value : 100 * value;
}

void MetricChart::track(double value)
{
    m_distances.push_back(distanceFromIdeal(value));
    if (std::isfinite(value)) {
        m_largestDistance = std::max(m_largestDistance, distanceFromIdeal(value));
    }
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

/// Distance of a value from the ideal one, a loss of 0 or an accuracy of 100%, in units of the
/// axis.
double MetricChart::distanceFromIdeal(double value) const
{
    return m_metric == Metric::Loss ? value : 100 - scaled(value);
}

ValueRange MetricChart::rangeFor(double largestDistance) const
{
    if (m_metric == Metric::Loss) {
        return {0, largestDistance > 0 ? headroom * largestDistance : 1};
    }
    const auto span = largestDistance > 0 ? std::min(headroom * largestDistance, 100.0)
        : m_hasEpochs                     ? 1.0
                                          : 100.0;
    return {100 - span, 100 + 0.03 * span}; // room for a line at 100%
}

void MetricChart::clampToLimits()
{
    m_following = false;
    const auto limits = rangeFor(std::max(m_largestDistance, robustMaximum(m_distances)));
    setValues(within(visibleValues(), limits, 1e-3 * limits.size()));
}

void MetricChart::setValues(const ValueRange& range)
{
    const QScopedValueRollback adjusting(m_adjusting, true);
    m_rect.axis(QCPAxis::atLeft)->setRange(range.lower, range.upper);
}

} // namespace numeral::ui
