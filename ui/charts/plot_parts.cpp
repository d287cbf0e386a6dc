// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_parts.h"

#include "ui/charts/chart_colours.h"
#include "ui/charts/long_line_graph.h"
#include "ui/charts/wrapping_legend.h"

#include <cmath>

namespace numeral::ui {

WrappingLegend& addLegendRow(QCustomPlot& plot)
{
    auto* row = new QCPLayoutGrid;
    plot.plotLayout()->addElement(0, 0, row);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    auto* legend = new WrappingLegend;
    row->addElement(0, 0, legend);
    row->addElement(0, 1, new QCPLayoutElement(&plot));
    row->setColumnStretchFactor(0, 0.001);
    legend->setLayer(QStringLiteral("legend"));
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    return *legend;
}

QCPAxisRect& addChart(QCustomPlot& plot)
{
    auto* rect = new QCPAxisRect(&plot);
    plot.plotLayout()->addElement(plot.plotLayout()->rowCount(), 0, rect);
    for (auto* axis : rect->axes()) {
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
        axis->setSubTicks(false);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    return *rect;
}

void colourAxes(QCPAxisRect& rect, const ChartColours& colours)
{
    for (auto* axis : rect.axes()) {
        axis->setBasePen(QPen(colours.axis, 1));
        axis->setTickPen(QPen(colours.axis, 1));
        axis->setTickLabelColor(colours.text);
        axis->setLabelColor(colours.text);
        axis->grid()->setPen(QPen(colours.grid, 1));
    }
}

LongLineGraph* addGraph(QCPAxisRect& rect)
{
    auto* graph = new LongLineGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setAdaptiveSampling(true);
    return graph;
}

QPainterPath starShape()
{
    constexpr int tips = 5;
    QPolygonF corners;
    for (int i = 0; i < 2 * tips; ++i) {
        const auto radius = i % 2 == 0 ? 3.0 : 1.25;
        const auto angle = M_PI * i / tips - M_PI_2;
        corners << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    return path;
}

} // namespace numeral::ui
