// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/scatter_view.h"

#include "ui/ink/widget_colours.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace numeral::ui {

ScatterView::ScatterView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("sweepScatter"));
    setToolTip(tr("The higher, the better. The share says how much of the runs’ differences the "
                  "setting explains by itself (ω²)."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ScatterView::setPicture(
    const std::shared_ptr<const SweepPicture>& picture, const std::set<std::size_t>& chosen)
{
    m_picture = picture;
    m_chosen = chosen;
    QStringList titles;
    for (std::size_t i = 0; m_picture && i < m_picture->settings.size(); ++i) {
        titles += titleOf(i);
    }
    setAccessibleName(titles.join(QStringLiteral("; ")));
    update();
}

/// "learning rate explains 45%"
QString ScatterView::titleOf(std::size_t setting) const
{
    const auto found = std::ranges::find(
        m_picture->importance, m_picture->keys[setting], &SettingImportance::key);
    const QString& title = m_picture->settings[setting].title;
    return found == m_picture->importance.end()
        ? title
        : tr("%1 explains %2%").arg(title, locale().toString(100 * found->share, 'f', 0));
}

void ScatterView::paintOne(QPainter& painter, const QRectF& cell, std::size_t setting) const
{
    const SweepAxis& axis = m_picture->settings[setting];
    const int line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(cell.left(), cell.top(), cell.width(), line), Qt::AlignLeft,
        fontMetrics().elidedText(titleOf(setting), Qt::ElideRight, static_cast<int>(cell.width())));
    const QRectF plot = cell.adjusted(0, line + 2, 0, -line - 2);
    painter.setPen(faintColour(palette(), 0.25));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot);
    painter.setPen(palette().color(QPalette::WindowText));
    if (!axis.ticks.isEmpty()) {
        const QRectF below(plot.left(), plot.bottom() + 2, plot.width(), line);
        painter.drawText(below, Qt::AlignLeft, axis.ticks.front());
        painter.drawText(below, Qt::AlignRight, axis.ticks.back());
    }
    constexpr double radius = 3;
    const QRectF inner = plot.adjusted(2 * radius, 2 * radius, -2 * radius, -2 * radius);
    painter.setPen(Qt::NoPen);
    for (const bool areChosen : {false, true}) {
        QColor colour = areChosen ? accentColour(palette()) : faintColour(palette(), 0.2);
        colour.setAlphaF(areChosen ? 0.7F : 1.0F);
        painter.setBrush(colour);
        for (std::size_t run = 0; run < m_picture->runs.size(); ++run) {
            const auto& x = axis.places[run];
            const auto& y = m_picture->figure.places[run];
            if (x && y && m_chosen.contains(run) == areChosen) {
                painter.drawEllipse(QPointF(inner.left() + *x * inner.width(),
                                        inner.bottom() - *y * inner.height()),
                    radius, radius);
            }
        }
    }
}

void ScatterView::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_picture || m_picture->settings.empty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double gap = 16;
    const auto count = static_cast<double>(m_picture->settings.size());
    const double width = (this->width() - gap * (count - 1)) / count;
    for (std::size_t i = 0; i < m_picture->settings.size(); ++i) {
        paintOne(painter,
            {static_cast<double>(i) * (width + gap), 0, width, static_cast<double>(height())}, i);
    }
}

} // namespace numeral::ui
