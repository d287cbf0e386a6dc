// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/parallel_view.h"

#include "ui/ink/widget_colours.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

constexpr double side = 60; // pixels beside the outer axes, for their texts
constexpr double near = 7; // pixels from a line or an axis

double distanceTo(const QPointF& point, const QPointF& a, const QPointF& b)
{
    const QPointF line = b - a;
    const double length = QPointF::dotProduct(line, line);
    const double along
        = length > 0 ? std::clamp(QPointF::dotProduct(point - a, line) / length, 0.0, 1.0) : 0.0;
    const QPointF offset = point - (a + along * line);
    return std::hypot(offset.x(), offset.y());
}

} // namespace

ParallelView::ParallelView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("sweepParallel"));
    setAccessibleName(tr("Parallel coordinates"));
    setToolTip(tr("Each line is a run, the bluer the better. Drag along an axis to choose those "
                  "that pass there; double-click to choose all again. Keys: arrows, with Shift to "
                  "widen, Escape."));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ParallelView::setPicture(const std::shared_ptr<const SweepPicture>& picture)
{
    const bool isOther = !m_picture || !picture || m_picture->keys != picture->keys;
    m_picture = picture;
    if (isOther || m_brushes.size() != axes()) { // there are no axes before the first run
        m_brushes.assign(axes(), {});
        m_axis = 0;
        m_highlighted.reset();
    }
    update();
}

void ParallelView::highlight(std::optional<std::size_t> run)
{
    if (run != m_highlighted) {
        m_highlighted = run;
        update();
    }
}

bool ParallelView::hasBrushes() const
{
    return std::ranges::any_of(m_brushes, [](const Brush& brush) { return brush.has_value(); });
}

void ParallelView::clearBrushes()
{
    if (hasBrushes()) {
        m_brushes.assign(axes(), {});
        update();
        Q_EMIT chosenChanged();
    }
}

std::set<std::size_t> ParallelView::chosen() const
{
    std::set<std::size_t> runs;
    for (std::size_t run = 0; m_picture && run < m_picture->runs.size(); ++run) {
        if (passes(run)) {
            runs.insert(run);
        }
    }
    return runs;
}

std::size_t ParallelView::axes() const
{
    return m_picture && !m_picture->settings.empty() ? m_picture->settings.size() + 1 : 0;
}

const SweepAxis& ParallelView::axis(std::size_t index) const
{
    return index < m_picture->settings.size() ? m_picture->settings[index] : m_picture->figure;
}

QRectF ParallelView::plot() const
{
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(side, 1.5 * line, -side, -line);
}

double ParallelView::xOf(std::size_t index) const
{
    return plot().left()
        + plot().width() * static_cast<double>(index) / static_cast<double>(axes() - 1);
}

double ParallelView::yOf(double place) const
{
    return plot().bottom() - place * plot().height();
}

std::optional<std::size_t> ParallelView::axisAt(double x) const
{
    for (std::size_t i = 0; i < axes(); ++i) {
        if (std::abs(xOf(i) - x) <= 2 * near) {
            return i;
        }
    }
    return std::nullopt;
}

bool ParallelView::passes(std::size_t run) const
{
    constexpr double rounding = 1e-9;
    for (std::size_t i = 0; i < axes(); ++i) {
        const std::optional<double>& place = axis(i).places[run];
        if (m_brushes[i]
            && !(place && *place >= m_brushes[i]->first - rounding
                && *place <= m_brushes[i]->second + rounding)) {
            return false;
        }
    }
    return true;
}

std::optional<std::size_t> ParallelView::runAt(const QPointF& point) const
{
    std::optional<std::size_t> nearest;
    double least = near;
    for (std::size_t run = 0; m_picture && run < m_picture->runs.size(); ++run) {
        for (std::size_t i = 0; i + 1 < axes(); ++i) {
            const auto& from = axis(i).places[run];
            const auto& to = axis(i + 1).places[run];
            if (!from || !to || point.x() < xOf(i) - near || point.x() > xOf(i + 1) + near) {
                continue;
            }
            const double distance = distanceTo(point, {xOf(i), yOf(*from)}, {xOf(i + 1), yOf(*to)});
            if (distance < least && passes(run)) {
                least = distance;
                nearest = run;
            }
        }
    }
    return nearest;
}

void ParallelView::paintRun(QPainter& painter, std::size_t run, const QPen& pen) const
{
    painter.setPen(pen);
    for (std::size_t i = 0; i + 1 < axes(); ++i) {
        const auto& from = axis(i).places[run];
        const auto& to = axis(i + 1).places[run];
        if (from && to) {
            painter.drawLine(QPointF(xOf(i), yOf(*from)), QPointF(xOf(i + 1), yOf(*to)));
        }
    }
}

void ParallelView::paintAxis(QPainter& painter, std::size_t index) const
{
    const SweepAxis& shown = axis(index);
    const double x = xOf(index);
    const int line = fontMetrics().height();
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
    painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    QFont bold = font();
    bold.setBold(true);
    bold.setUnderline(hasFocus() && index == m_axis);
    painter.setFont(bold);
    const QRectF title(x - 2 * side, 0, 4 * side, line);
    const QRectF inside = title.intersected(QRectF(rect()));
    painter.drawText(inside,
        index == 0                ? Qt::AlignLeft
            : index + 1 == axes() ? Qt::AlignRight
                                  : Qt::AlignHCenter,
        shown.title);
    painter.setFont(font());
    const bool isLeft = index == 0;
    for (qsizetype i = 0; i < shown.ticks.size(); ++i) {
        const double place = shown.ticks.size() > 1
            ? static_cast<double>(i) / static_cast<double>(shown.ticks.size() - 1)
            : 0.5;
        const double y = yOf(place) - line / 2.0;
        const QRectF beside(isLeft ? x - side : x + 4, y, side - 4, line);
        painter.drawText(beside,
            static_cast<int>((isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
            fontMetrics().elidedText(
                shown.ticks[i], Qt::ElideRight, static_cast<int>(beside.width())));
    }
    if (const Brush& brush = m_brushes[index]) {
        QColor fill = accentColour(palette());
        painter.setPen(fill);
        fill.setAlphaF(0.25F);
        painter.setBrush(fill);
        painter.drawRect(
            QRectF(QPointF(x - near, yOf(brush->second)), QPointF(x + near, yOf(brush->first))));
    }
}

void ParallelView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (axes() < 2) {
        painter.drawText(rect(), Qt::AlignCenter, tr("Runs appear here as they end."));
        return;
    }
    const QColor left = faintColour(palette(), 0.12);
    const auto paintAll = [&](bool arePassing) {
        for (std::size_t run = 0; run < m_picture->runs.size(); ++run) {
            if (passes(run) == arePassing) {
                const double quality = m_picture->figure.places[run].value_or(0);
                const QColor colour
                    = mixedColour(faintColour(palette(), 0.3), accentColour(palette()), quality);
                paintRun(painter, run, QPen(arePassing ? colour : left, arePassing ? 1.2 : 1));
            }
        }
    };
    paintAll(false);
    paintAll(true);
    if (m_highlighted && *m_highlighted < m_picture->runs.size()) {
        paintRun(painter, *m_highlighted, QPen(doubtColour(palette()), 2.5));
    }
    for (std::size_t i = 0; i < axes(); ++i) {
        paintAxis(painter, i);
    }
}

void ParallelView::mousePressEvent(QMouseEvent* event)
{
    m_brushed = axisAt(event->position().x());
    m_brushStart = event->position().y();
}

void ParallelView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_brushed || !(event->buttons() & Qt::LeftButton)) {
        const std::optional<std::size_t> run = runAt(event->position());
        highlight(run);
        Q_EMIT highlightChanged(run);
        return;
    }
    const auto placeOf = [this](double y) { return (plot().bottom() - y) / plot().height(); };
    const double start = placeOf(m_brushStart);
    const double end = placeOf(event->position().y());
    m_brushes[*m_brushed] = {std::min(start, end), std::max(start, end)};
    update();
    Q_EMIT chosenChanged();
}

/// A click on an axis takes its brush away.
void ParallelView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_brushed && std::abs(event->position().y() - m_brushStart) < 3) {
        m_brushes[*m_brushed].reset();
        update();
        Q_EMIT chosenChanged();
    }
    m_brushed.reset();
}

void ParallelView::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    clearBrushes();
}

/// Moves the ends of the current axis's brush; without one, takes the half that lies there.
void ParallelView::moveBrush(double lower, double upper)
{
    constexpr double narrowest = 0.05;
    Brush& brush = m_brushes[m_axis];
    const bool isUp = lower + upper > 0;
    if (!brush) {
        brush = isUp ? std::pair(0.5, 1.0) : std::pair(0.0, 0.5);
    } else {
        const double low = std::clamp(brush->first + lower, 0.0, 1.0 - narrowest);
        brush = {low, std::clamp(brush->second + upper, low + narrowest, 1.0)};
    }
    update();
    Q_EMIT chosenChanged();
}

void ParallelView::keyPressEvent(QKeyEvent* event)
{
    constexpr double step = 0.1;
    const bool widens = event->modifiers().testFlag(Qt::ShiftModifier);
    if (axes() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_axis = (m_axis + (event->key() == Qt::Key_Left ? axes() - 1 : 1)) % axes();
        update();
        break;
    case Qt::Key_Up:
        moveBrush(widens ? 0 : step, step);
        break;
    case Qt::Key_Down:
        moveBrush(-step, widens ? 0 : -step);
        break;
    case Qt::Key_Escape:
        if (hasBrushes()) {
            clearBrushes();
            break;
        }
        [[fallthrough]];
    default:
        QWidget::keyPressEvent(event);
    }
}

void ParallelView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void ParallelView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void ParallelView::leaveEvent(QEvent* /*event*/)
{
    highlight({});
    Q_EMIT highlightChanged({});
}

} // namespace numeral::ui
