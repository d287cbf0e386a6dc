// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>

class QCPAxisRect;
class QCustomPlot;

namespace numeral::ui {

class LongLineGraph;
class WrappingLegend;
struct ChartColours;

/// Adds a row for the legend, above the charts, where it covers no data.
WrappingLegend& addLegendRow(QCustomPlot& plot);

/// Adds an empty chart below the existing ones, with our style of axes.
QCPAxisRect& addChart(QCustomPlot& plot);

/// Colours the chart's axes, their labels and grid.
void colourAxes(QCPAxisRect& rect, const ChartColours& colours);

/// Adds a graph over the chart's bottom and left axes.
LongLineGraph* addGraph(QCPAxisRect& rect);

/// Returns a five-pointed star with its tips on a circle of radius 3, as QCustomPlot expects of a
/// custom scatter shape.
QPainterPath starShape();

} // namespace numeral::ui
