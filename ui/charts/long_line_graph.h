// SPDX-License-Identifier: GPL-3.0-or-later
/// Only for ui/charts/*.cpp, like qcustomplot.h.
#pragma once

#include "ui/charts/qcustomplot_include.h"

namespace numeral::ui {

/// A graph that draws long lines in a time that depends on what is visible. As a single path, a
/// line that goes up and down within each pixel takes Qt a time quadratic in its length: seconds
/// for 10,000 noisy epochs. Cuts lines and points off at the chart's edges itself where the painter
/// may not: QSvgGenerator doesn't clip.
class LongLineGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

    /// Lets lines and points reach so many pixels beyond the chart, so that those at its end are
    /// not cut in half.
    void setOverhang(int above, int below);

protected:
    QRect clipRect() const override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;
    void drawScatterPlot(QCPPainter* painter, const QVector<QPointF>& points,
        const QCPScatterStyle& style) const override;

private:
    void drawPiece(QCPPainter& painter, const QVector<QPointF>& line) const;
    void fillBand(QCPPainter& painter, const QVector<QPointF>& line) const;

    int m_above = 0; ///< pixels
    int m_below = 0; ///< pixels
};

} // namespace numeral::ui
