// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_parts.h"

#include "ui/charts/long_line_graph.h"
#include "ui/charts/qcustomplot_include.h"

#include <cmath>

namespace numeral::ui {
namespace {

class EpochTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override
    {
        const auto step = QCPAxisTicker::getTickStep(range);
        return step <= 1 ? 1 : step < 5 ? std::ceil(step / 2) * 2 : std::ceil(step);
    }

    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        return locale.toString(std::lround(tick));
    }
};

} // namespace

QCPLegend* addLegendRow(QCustomPlot& plot)
{
    auto* row = new QCPLayoutGrid;
    plot.plotLayout()->addElement(0, 0, row);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    auto* legend = new QCPLegend;
    row->addElement(0, 0, legend);
    row->addElement(0, 1, new QCPLayoutElement(&plot));
    row->setColumnStretchFactor(0, 0.001);
    legend->setLayer(QStringLiteral("legend"));
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    legend->setColumnSpacing(16);
    legend->setMargins({8, 8, 8, 4});
    return legend;
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

QCPGraph* addGraph(QCPAxisRect& rect)
{
    auto* graph = new LongLineGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setAdaptiveSampling(true);
    return graph;
}

QSharedPointer<QCPAxisTicker> epochTicker()
{
    auto ticker = QSharedPointer<EpochTicker>::create();
    ticker->setTickCount(8);
    return ticker;
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
