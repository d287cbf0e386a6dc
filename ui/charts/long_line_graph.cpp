// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/long_line_graph.h"

#include "ui/charts/clipped_line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace numeral::ui {
namespace {

constexpr qsizetype shortLine = 256; ///< points that Qt draws fast enough
constexpr qsizetype pieceLength = 32;
constexpr double farAway = 1e6; ///< pixels: off-screen, but within the range of an int

/// Vertical extent that a line covers in one pixel column.
struct Span {
    double top = std::numeric_limits<double>::infinity();
    double bottom = -std::numeric_limits<double>::infinity();

    void cover(double y)
    {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
};

/// Whether the line is so steep on average that antialiasing makes no visible difference. False if
/// it has a gap.
bool isSteep(const QVector<QPointF>& line)
{
    constexpr double steep = 8;
    double rise = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        rise += std::abs(line[i].y() - line[i - 1].y());
    }
    return std::isfinite(rise) && rise > steep * (line.back().x() - line.front().x() + 1);
}

/// Drops the points that lie within the same pixel as the last one kept.
QVector<QPointF> thinned(const QVector<QPointF>& line)
{
    QVector<QPointF> result{line.front()};
    for (qsizetype i = 1; i + 1 < line.size(); ++i) {
        const QPointF step = line[i] - result.back();
        if (!(std::abs(step.x()) < 1 && std::abs(step.y()) < 0.5)) {
            result.append(line[i]);
        }
    }
    result.append(line.back());
    return result;
}

/// Returns a span per pixel column, from `left` on. `line` must go from left to right.
std::vector<Span> spansOf(const QVector<QPointF>& line, double left)
{
    const auto column = [left](double x) { return static_cast<std::size_t>(std::floor(x) - left); };
    std::vector<Span> spans(column(line.back().x()) + 1);
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF from = line[i - 1];
        const QPointF to = line[i];
        const double slope = to.x() > from.x() ? (to.y() - from.y()) / (to.x() - from.x()) : 0;
        spans[column(from.x())].cover(from.y());
        for (std::size_t next = column(from.x()) + 1; next <= column(to.x()); ++next) {
            const double edge = left + static_cast<double>(next);
            const double y = from.y() + slope * (edge - from.x());
            spans[next - 1].cover(y);
            spans[next].cover(y);
        }
        spans[column(to.x())].cover(to.y());
    }
    return spans;
}

/// Widens the spans to what a pen of that width covers.
std::vector<Span> widened(const std::vector<Span>& spans, double width)
{
    std::vector<Span> result(spans.size());
    const auto columns = static_cast<std::size_t>(std::max(1, qRound(width)));
    for (std::size_t i = 0; i < spans.size(); ++i) {
        for (std::size_t j = i; j < std::min(i + columns, spans.size()); ++j) {
            result[j].cover(spans[i].top - 0.5 * width);
            result[j].cover(spans[i].bottom + 0.5 * width);
        }
    }
    return result;
}

} // namespace

void LongLineGraph::setOverhang(int above, int below)
{
    m_above = above;
    m_below = below;
}

QRect LongLineGraph::clipRect() const
{
    return QCPGraph::clipRect().adjusted(0, -m_above, 0, m_below);
}

/// As QCPGraph does, but within the rectangle.
void LongLineGraph::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const
{
    const double cap = pen().widthF() / 2;
    applyDefaultAntialiasingHint(painter);
    painter->setPen(pen());
    painter->drawLine(
        QLineF(rect.left() + cap, rect.center().y(), rect.right() - cap, rect.center().y()));
    if (!scatterStyle().isNone()) {
        applyScattersAntialiasingHint(painter);
        scatterStyle().applyTo(painter, pen());
        scatterStyle().drawShape(painter, rect.center());
    }
}

void LongLineGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const
{
    if (lines.size() <= shortLine) {
        drawPiece(*painter, lines);
        return;
    }
    const bool isDense = static_cast<double>(lines.size()) > lines.back().x() - lines.front().x();
    QVector<QPointF> band; // consecutive steep pieces
    for (qsizetype i = 0; i + 1 < lines.size(); i += pieceLength) {
        const QVector<QPointF> piece = lines.mid(i, pieceLength + 1);
        if (isDense && isSteep(piece)) {
            band += piece;
            continue;
        }
        fillBand(*painter, std::exchange(band, {}));
        drawPiece(*painter, thinned(piece));
    }
    fillBand(*painter, band);
}

void LongLineGraph::drawScatterPlot(
    QCPPainter* painter, const QVector<QPointF>& points, const QCPScatterStyle& style) const
{
    QVector<QPointF> shown = points;
    if (painter->modes().testFlag(QCPPainter::pmVectorized)) {
        const QRectF room = clipRect();
        shown.removeIf([&room](const QPointF& point) { return !room.contains(point); });
    }
    QCPGraph::drawScatterPlot(painter, shown, style);
}

void LongLineGraph::drawPiece(QCPPainter& painter, const QVector<QPointF>& line) const
{
    if (!painter.modes().testFlag(QCPPainter::pmVectorized)) {
        QCPGraph::drawLinePlot(&painter, line);
        return;
    }
    const double cap = pen().widthF() / 2;
    QPainterPath visible; // as a single path, so that a translucent line is nowhere darker
    for (const QPolygonF& part :
        clippedLine(line, QRectF(clipRect()).adjusted(cap, cap, -cap, -cap))) {
        visible.addPolygon(part);
    }
    applyDefaultAntialiasingHint(&painter);
    painter.strokePath(visible, pen());
}

void LongLineGraph::fillBand(QCPPainter& painter, const QVector<QPointF>& line) const
{
    if (line.isEmpty()) {
        return;
    }
    const double left = std::floor(line.front().x());
    const std::vector<Span> spans = widened(spansOf(line, left), pen().widthF());
    const QRectF room = painter.modes().testFlag(QCPPainter::pmVectorized)
        ? QRectF(clipRect())
        : QRectF(-farAway, -farAway, 2 * farAway, 2 * farAway);
    QPolygonF outline;
    const auto addColumn = [&](std::size_t column, double y) {
        const double x = left + static_cast<double>(column);
        if (x >= room.left() && x + 1 <= room.right()) {
            const double visible = std::clamp(y, room.top(), room.bottom());
            outline << QPointF(x, visible) << QPointF(x + 1, visible);
        }
    };
    for (std::size_t i = 0; i < spans.size(); ++i) {
        addColumn(i, spans[i].top);
    }
    std::reverse(outline.begin(), outline.end());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        addColumn(i, spans[i].bottom);
    }
    painter.save();
    painter.setAntialiasing(false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen().color());
    painter.drawPolygon(outline, Qt::WindingFill);
    painter.restore();
}

} // namespace numeral::ui
