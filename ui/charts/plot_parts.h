// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QSharedPointer>

class QCPAxisRect;
class QCPAxisTicker;
class QCPGraph;
class QCPLegend;
class QCustomPlot;

namespace numeral::ui {

/// Adds a row for the legend, above the charts, where it covers no data.
QCPLegend* addLegendRow(QCustomPlot& plot);

/// Adds an empty chart below the existing ones, with our style of axes.
QCPAxisRect& addChart(QCustomPlot& plot);

/// Adds a graph over the chart's bottom and left axes.
QCPGraph* addGraph(QCPAxisRect& rect);

/// Ticks at whole epochs only.
QSharedPointer<QCPAxisTicker> epochTicker();

/// Returns a five-pointed star with its tips on a circle of radius 3, as QCustomPlot expects of a
/// custom scatter shape.
QPainterPath starShape();

} // namespace numeral::ui
