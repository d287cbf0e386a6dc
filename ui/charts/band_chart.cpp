// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/band_chart.h"

#include "ui/charts/axis_tickers.h"
#include "ui/charts/long_line_graph.h"
#include "ui/charts/plot_parts.h"
#include "ui/charts/series_style.h"
#include "ui/charts/wrapping_legend.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

constexpr float extremesAlpha = 0.14F;
constexpr float quartilesAlpha = 0.28F;

QColor faded(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

/// A line of the band without a pen, from which it is filled.
QCPGraph* addEdge(QCPAxisRect& rect)
{
    auto* edge = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    edge->setPen(Qt::NoPen);
    edge->removeFromLegend();
    return edge;
}

} // namespace

BandChart::BandChart(QCustomPlot& plot, Metric metric)
    : m_rect(addChart(plot))
    , m_metric(metric)
    , m_values(*m_rect.axis(QCPAxis::atLeft), metric)
    , m_crosshair(m_rect, QStringLiteral("overlay"))
{
    m_rect.axis(QCPAxis::atBottom)->setTicker(epochTicker());
    m_crosshair.hide();
}

void BandChart::setTitles(const QString& values, const QString& epochs)
{
    m_rect.axis(QCPAxis::atLeft)->setLabel(values);
    m_rect.axis(QCPAxis::atBottom)->setLabel(epochs);
    m_rect.axis(QCPAxis::atBottom)->setTickLabels(!epochs.isEmpty());
}

void BandChart::setColours(const ChartColours& colours, const QPalette& palette)
{
    colourAxes(m_rect, colours);
    m_crosshair.setColours(QPen(colours.axis, 1), colours.text, colours.background);
    m_palette = palette;
    applyPens();
}

void BandChart::setFont(const QFont& font)
{
    for (auto* axis : m_rect.axes()) {
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
    }
}

void BandChart::remove(QCPGraph* graph)
{
    if (graph != nullptr) {
        graph->parentPlot()->removePlottable(graph);
    }
}

void BandChart::setSeries(std::span<const ChartSeries> series, const QPalette& palette)
{
    for (const DrawnSeries& drawn : m_drawn) {
        for (const DrawnRun& run : drawn.runs) {
            remove(run.line);
        }
        remove(drawn.median);
        for (auto* edge : {drawn.lowest, drawn.lower, drawn.upper, drawn.highest}) {
            remove(edge);
        }
    }
    m_drawn.clear();
    m_highlighted.reset();
    m_values.clear();
    m_crosshair.hide();
    m_palette = palette;
    for (const ChartSeries& added : series) {
        DrawnSeries& drawn = m_drawn.emplace_back();
        if (added.runs.size() > 1) {
            addBand(drawn);
        }
        for (const ChartRun& run : added.runs) {
            drawn.runs.push_back({run.id, addGraph(m_rect), {}});
        }
        if (added.runs.size() > 1) { // above its runs
            drawn.median = addGraph(m_rect);
        }
    }
    applyPens();
    grow(series);
}

void BandChart::addBand(DrawnSeries& series)
{
    series.lowest = addEdge(m_rect);
    series.highest = addEdge(m_rect);
    series.lower = addEdge(m_rect);
    series.upper = addEdge(m_rect);
    series.highest->setChannelFillGraph(series.lowest);
    series.upper->setChannelFillGraph(series.lower);
}

void BandChart::addToLegend(WrappingLegend& legend, std::span<const ChartSeries> series)
{
    for (std::size_t i = 0; i < m_drawn.size(); ++i) {
        const DrawnSeries& drawn = m_drawn[i];
        auto* line = drawn.median != nullptr ? drawn.median : drawn.runs.front().line;
        legend.addEntry(*line,
            drawn.median == nullptr ? series[i].name
                                    : QCoreApplication::translate("numeral::ui::RunsChart",
                                        "%1: median, quartiles and extremes")
                                          .arg(series[i].name));
    }
}

void BandChart::grow(std::span<const ChartSeries> series)
{
    for (std::size_t i = 0; i < m_drawn.size(); ++i) {
        DrawnSeries& drawn = m_drawn[i];
        bool hasGrown = false;
        for (std::size_t k = 0; k < drawn.runs.size(); ++k) {
            DrawnRun& run = drawn.runs[k];
            const std::vector<EpochFigures>& epochs = series[i].runs[k].epochs;
            for (std::size_t e = run.values.size(); e < epochs.size(); ++e) {
                const double value = validationValue(m_metric, epochs[e])
                                         .value_or(trainingValue(m_metric, epochs[e]));
                run.values.push_back(value);
                run.line->addData(epochs[e].epoch, value);
                m_values.addEpoch(value);
                hasGrown = true;
            }
        }
        if (hasGrown) {
            drawBand(drawn);
        }
    }
}

void BandChart::drawBand(DrawnSeries& series)
{
    std::vector<std::vector<double>> curves;
    for (const DrawnRun& run : series.runs) {
        curves.push_back(run.values);
    }
    series.band = curveBand(curves);
    if (series.median == nullptr) {
        return;
    }
    const auto draw = [&series](QCPGraph& graph, double FiveNumbers::*value) {
        QVector<QCPGraphData> points;
        for (const BandPoint& point : series.band) {
            points.append({static_cast<double>(point.epoch), point.values.*value});
        }
        graph.data()->set(points, true);
    };
    draw(*series.lowest, &FiveNumbers::least);
    draw(*series.lower, &FiveNumbers::lowerQuartile);
    draw(*series.median, &FiveNumbers::median);
    draw(*series.upper, &FiveNumbers::upperQuartile);
    draw(*series.highest, &FiveNumbers::greatest);
}

void BandChart::highlight(std::optional<std::int64_t> run)
{
    if (run != m_highlighted) {
        m_highlighted = run;
        applyPens();
    }
}

void BandChart::applyPens()
{
    for (std::size_t i = 0; i < m_drawn.size(); ++i) {
        const DrawnSeries& series = m_drawn[i];
        const QPen pen = seriesPen(i, m_palette);
        const bool isBand = series.median != nullptr;
        const auto members = static_cast<float>(series.runs.size());
        for (const DrawnRun& run : series.runs) {
            QPen line = pen;
            if (run.id == m_highlighted) {
                line.setWidthF(3);
                line.setStyle(Qt::SolidLine);
            } else if (isBand) {
                // Fainter the more there are: they would add up to a solid band.
                line = QPen(faded(pen.color(), 0.12F + 0.4F / std::sqrt(members)), 1);
            } else if (m_highlighted) {
                line.setColor(faded(pen.color(), 0.45F));
            }
            run.line->setPen(line);
            run.line->setLayer(
                run.id == m_highlighted ? QStringLiteral("overlay") : QStringLiteral("main"));
        }
        if (isBand) {
            QPen median = pen;
            median.setWidthF(2.5);
            median.setColor(faded(pen.color(), m_highlighted ? 0.6F : 1.0F));
            series.median->setPen(median);
            series.highest->setBrush(faded(pen.color(), extremesAlpha));
            series.upper->setBrush(faded(pen.color(), quartilesAlpha));
        }
    }
}

void BandChart::arrange()
{
    m_values.fitTicks(
        m_rect.height(), QFontMetrics(m_rect.axis(QCPAxis::atLeft)->tickLabelFont()).height());
}

std::optional<std::int64_t> BandChart::runAt(const QPoint& position) const
{
    constexpr double reach = 8; // pixels
    std::optional<std::int64_t> nearest;
    double least = reach;
    for (const DrawnSeries& series : m_drawn) {
        for (const DrawnRun& run : series.runs) {
            const double distance = run.line->selectTest(position, false);
            if (distance >= 0 && distance < least) {
                least = distance;
                nearest = run.id;
            }
        }
    }
    return nearest;
}

} // namespace numeral::ui
