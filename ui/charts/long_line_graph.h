// SPDX-License-Identifier: GPL-3.0-or-later
/// Only for ui/charts/*.cpp, like qcustomplot.h.
#pragma once

#include "ui/charts/qcustomplot_include.h"

namespace numeral::ui {

/// A graph that draws long lines in a time that depends on what is visible. As a single path, a
/// line that goes up and down within each pixel takes Qt a time quadratic in its length: seconds
/// for 10,000 noisy epochs.
class LongLineGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;

private:
    void fillBand(QCPPainter& painter, const QVector<QPointF>& line) const;
};

} // namespace numeral::ui
