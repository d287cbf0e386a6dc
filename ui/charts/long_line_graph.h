// SPDX-License-Identifier: GPL-3.0-or-later
/// Only for ui/charts/*.cpp, as qcustomplot.h is.
#pragma once

#include "ui/charts/qcustomplot_include.h"

namespace numeral::ui {

/// A graph that draws a line of many points in a time that grows with what is seen of it. As one
/// shape, a line that goes up and down within each pixel takes Qt a time that grows with the square
/// of its length: seconds for 10,000 noisy epochs.
class LongLineGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;

private:
    void fillBand(QCPPainter& painter, const QVector<QPointF>& line) const;
};

} // namespace numeral::ui
