// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/xy_chart.h"

#include "ui/charts/axis_tickers.h"
#include "ui/charts/chart_colours.h"
#include "ui/charts/plot_parts.h"
#include "ui/charts/qcustomplot_include.h"

#include <QEvent>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

void setScale(QCPAxis& axis, bool isLogarithmic)
{
    axis.setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(isLogarithmic ? logarithmicTicker() : linearTicker());
    axis.setNumberFormat(QStringLiteral("gb"));
    axis.setNumberPrecision(isLogarithmic ? 2 : 4);
}

} // namespace

XyChart::XyChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->plotLayout()->clear();
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setMinimumSize(1, 1);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setLocale(locale());
    m_rect = &addChart(*m_plot);
    draw();
}

void XyChart::show(const XyPicture& picture)
{
    m_picture = picture;
    draw();
}

void XyChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        draw();
    }
}

void XyChart::draw()
{
    m_plot->clearPlottables();
    m_plot->clearItems();
    const ChartColours colours = chartColours(palette());
    m_plot->setBackground(QBrush(colours.background));
    QCPAxis* const x = m_rect->axis(QCPAxis::atBottom);
    QCPAxis* const y = m_rect->axis(QCPAxis::atLeft);
    colourAxes(*m_rect, colours);
    for (QCPAxis* axis : {x, y}) {
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
    }
    x->setLabel(m_picture.xTitle);
    y->setLabel(m_picture.yTitle);
    x->setTickLabels(true);
    setScale(*x, m_picture.isXLogarithmic);
    setScale(*y, m_picture.isYLogarithmic);
    if (m_picture.isXWhole) {
        x->setNumberFormat(QStringLiteral("f"));
        x->setNumberPrecision(0);
    }

    auto* line = new QCPGraph(x, y);
    line->setPen(QPen(colours.training, 1.5));
    for (const auto& [px, py] : m_picture.line) {
        line->addData(px, py);
    }
    auto* second = new QCPGraph(x, y);
    second->setPen(QPen(colours.training, 1.5, Qt::DashLine));
    for (const auto& [px, py] : m_picture.secondLine) {
        second->addData(px, py);
    }
    auto* points = new QCPGraph(x, y);
    points->setLineStyle(QCPGraph::lsNone);
    points->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, colours.validation, colours.validation, 7));
    auto* bars = new QCPErrorBars(x, y);
    bars->setDataPlottable(points);
    bars->setPen(QPen(colours.validation, 1.2));
    for (const XyPicture::Point& point : m_picture.points) {
        points->addData(point.x, point.y);
        const double half = point.halfWidth.value_or(0);
        // On a logarithmic axis an interval can't reach 0.
        bars->addData(m_picture.isYLogarithmic ? std::min(half, 0.9 * point.y) : half, half);
    }
    m_plot->rescaleAxes();
    for (QCPAxis* axis : {x, y}) {
        axis->scaleRange(1.08,
            axis->scaleType() == QCPAxis::stLogarithmic
                ? std::sqrt(axis->range().lower * axis->range().upper)
                : axis->range().center());
    }
    if (m_picture.marked) {
        auto* mark = new QCPItemStraightLine(m_plot);
        mark->setPen(QPen(colours.validation, 1.5, Qt::DashLine));
        for (auto* place : {mark->point1, mark->point2}) {
            place->setAxisRect(m_rect);
            place->setAxes(x, y);
        }
        mark->point1->setCoords(*m_picture.marked, y->range().lower);
        mark->point2->setCoords(*m_picture.marked, y->range().upper);
        mark->setClipAxisRect(m_rect);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace numeral::ui
