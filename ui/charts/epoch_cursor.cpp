// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/epoch_cursor.h"

#include "ui/charts/curves_plot.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/read_out.h"

#include <algorithm>

namespace numeral::ui {

EpochCursor::EpochCursor(CurvesPlot& curves, const RunFigures& run)
    : m_curves(curves)
    , m_run(run)
    , m_readOut(new ReadOut(&curves.plot()))
{
}

void EpochCursor::followMouse(const QPoint& position)
{
    m_index.reset();
    m_mouse = position;
    paint();
}

void EpochCursor::leave()
{
    if (m_mouse) {
        hide();
    }
}

void EpochCursor::step(int epochs)
{
    const auto* current = epoch();
    if (current == nullptr) {
        epochs > 0 ? goToFirst() : goToLast();
    } else {
        const auto last = static_cast<int>(m_run.epochs.size()) - 1;
        const auto index = static_cast<int>(indexOf(*current)) + epochs;
        goTo(static_cast<std::size_t>(std::clamp(index, 0, last)));
    }
}

void EpochCursor::goToFirst()
{
    goTo(0);
}

void EpochCursor::goToLast()
{
    goTo(m_run.epochs.size() - 1);
}

void EpochCursor::goTo(std::size_t index)
{
    if (m_run.epochs.empty()) {
        return;
    }
    m_mouse.reset();
    m_index = index;
    m_curves.epochs().reveal(m_run.epochs[index].epoch);
    m_curves.plot().replot(QCustomPlot::rpQueuedReplot);
    paint();
}

void EpochCursor::hide()
{
    if (!m_mouse && !m_index) {
        return;
    }
    m_mouse.reset();
    m_index.reset();
    paint();
}

void EpochCursor::setPalette(const QPalette& palette)
{
    m_readOut->setPalette(palette);
}

void EpochCursor::paint()
{
    arrange();
    m_curves.plot().layer(QStringLiteral("overlay"))->replot();
}

void EpochCursor::arrange()
{
    const auto* figures = epoch();
    if (figures == nullptr) {
        m_curves.hideCrosshair();
        m_readOut->hide();
        return;
    }
    m_curves.showCrosshair(figures->epoch);
    const auto visible = m_curves.epochs().visible();
    if (figures->epoch < visible.lower || figures->epoch > visible.upper) {
        m_readOut->hide();
        return;
    }
    const auto top = m_curves.chartArea().top();
    const auto place = m_mouse.value_or(QPoint(m_curves.epochs().pixelAt(figures->epoch), top));
    m_readOut->showBeside(place, describe(*figures));
}

const EpochFigures* EpochCursor::epoch() const
{
    if (m_mouse) {
        return epochAt(*m_mouse);
    }
    return m_index && *m_index < m_run.epochs.size() ? &m_run.epochs[*m_index] : nullptr;
}

const EpochFigures* EpochCursor::epochAt(const QPoint& position) const
{
    if (m_run.epochs.empty() || !m_curves.chartArea().contains(position)) {
        return nullptr;
    }
    const auto epoch = m_curves.epochs().epochAt(position.x());
    const auto after = std::lower_bound(m_run.epochs.begin(), m_run.epochs.end(), epoch,
        [](const EpochFigures& figures, double sought) { return figures.epoch < sought - 0.5; });
    return after == m_run.epochs.end() ? &m_run.epochs.back() : &*after;
}

QString EpochCursor::describe(const EpochFigures& figures) const
{
    return ReadOut::describe(figures, figures.epoch == m_run.bestEpoch, m_readOut->locale());
}

std::size_t EpochCursor::indexOf(const EpochFigures& figures) const
{
    return static_cast<std::size_t>(&figures - m_run.epochs.data());
}

} // namespace numeral::ui
