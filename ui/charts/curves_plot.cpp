// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curves_plot.h"

#include "ui/charts/plot_parts.h"
#include "ui/charts/wrapping_legend.h"

namespace numeral::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::LearningCurves", text);
}

QCustomPlot& emptied(QCustomPlot& plot)
{
    plot.setViewport({0, 0, 1, 1}); // no full-size paint buffer before it is shown
    plot.plotLayout()->clear();
    plot.setAutoAddPlottableToLegend(false);
    plot.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    return plot;
}

} // namespace

CurvesPlot::CurvesPlot(QCustomPlot& plot)
    : m_plot(emptied(plot))
    , m_legend(addLegendRow(plot))
    , m_loss(plot, Metric::Loss)
    , m_accuracy(plot, Metric::Accuracy)
    , m_epochs(m_loss.rect(), m_accuracy.rect())
{
    m_loss.addToLegend(m_legend, translated("Training"), translated("Training, each batch"),
        translated("Validation"));
    setTitles();
    auto* margins = new QCPMarginGroup(&plot);
    for (auto* chart : charts()) {
        chart->rect().setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    }
    QObject::connect(&plot, &QCustomPlot::afterLayout, &plot, [this] {
        for (auto* chart : charts()) {
            chart->arrange();
        }
    });
    QObject::connect(&plot, &QCustomPlot::mouseWheel, &plot, [this](const QWheelEvent* event) {
        for (auto* chart : charts()) {
            const auto overValues = event->position().x() < chart->rect().left();
            chart->rect().setRangeZoom(overValues ? Qt::Vertical : Qt::Horizontal);
        }
    });
}

void CurvesPlot::clear(int maximumEpochs)
{
    m_loss.clear();
    m_accuracy.clear();
    m_epochs.begin(maximumEpochs);
    m_loss.updateLegend(m_legend);
}

void CurvesPlot::addBatches(std::span<const BatchFigures> batches)
{
    m_loss.addBatches(batches);
    m_accuracy.addBatches(batches);
    m_epochs.extendTo(batches.back().position);
    m_loss.updateLegend(m_legend);
}

void CurvesPlot::addEpoch(const EpochFigures& figures)
{
    m_loss.addEpoch(figures);
    m_accuracy.addEpoch(figures);
    m_epochs.extendTo(figures.epoch);
    m_loss.updateLegend(m_legend);
}

void CurvesPlot::markBest(const EpochFigures& figures, const QString& label)
{
    m_loss.markBest(figures, label);
    m_accuracy.markBest(figures, {});
}

void CurvesPlot::markEnd(int epoch, const QString& label)
{
    m_loss.markEnd(epoch, label);
    m_accuracy.markEnd(epoch, {});
}

void CurvesPlot::setLogarithmicLoss(bool isLogarithmic)
{
    m_isLossLogarithmic = isLogarithmic;
    m_loss.values().setLogarithmic(isLogarithmic);
    setTitles();
}

void CurvesPlot::setColours(const ChartColours& colours)
{
    m_colours = colours;
    m_plot.setBackground(colours.background);
    m_legend.setTextColor(colours.text);
    m_loss.setColours(colours);
    m_accuracy.setColours(colours);
}

void CurvesPlot::setFont(const QFont& font)
{
    m_legend.setFont(font);
    m_legend.setIconSize(28, QFontMetrics(font).height() + 2); // or descenders are clipped
    m_loss.setFont(font);
    m_accuracy.setFont(font);
}

void CurvesPlot::follow()
{
    m_loss.values().follow();
    m_accuracy.values().follow();
    m_epochs.follow();
}

void CurvesPlot::followAgain()
{
    m_loss.values().followAgain();
    m_accuracy.values().followAgain();
    m_epochs.followAgain();
}

bool CurvesPlot::isZoomed() const
{
    return !m_epochs.isFollowing() || !m_loss.values().isFollowing()
        || !m_accuracy.values().isFollowing();
}

QRect CurvesPlot::chartArea() const
{
    return m_loss.rect().rect() | m_accuracy.rect().rect();
}

QRect CurvesPlot::legendArea() const
{
    const auto place = m_legend.outerRect();
    return {place.topLeft(), place.size().expandedTo(m_legend.minimumOuterSizeHint())};
}

void CurvesPlot::showCrosshair(int epoch)
{
    m_loss.showCrosshair(epoch);
    m_accuracy.showCrosshair(epoch);
}

void CurvesPlot::hideCrosshair()
{
    m_loss.hideCrosshair();
    m_accuracy.hideCrosshair();
}

void CurvesPlot::setTitles()
{
    m_loss.setTitles(m_isLossLogarithmic ? translated("Loss (log)") : translated("Loss"), {});
    m_accuracy.setTitles(translated("Accuracy (%)"), translated("Epoch"));
}

} // namespace numeral::ui
