// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/layer_view.h"

#include "ui/base/accessible.h"
#include "ui/ink/widget_colours.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

/// Returns the number of columns that makes the squares as large as possible.
int columnsFor(int count, const QSizeF& area)
{
    int best = 1;
    double largest = 0;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double side = std::min(area.width() / columns, area.height() / rows);
        if (side > largest) {
            largest = side;
            best = columns;
        }
    }
    return best;
}

} // namespace

LayerView::LayerView(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(title);
}

void LayerView::setActivations(std::vector<float> activations)
{
    m_activations = std::move(activations);
    const auto active = std::count_if(
        m_activations.begin(), m_activations.end(), [](float value) { return value > 0; });
    const QString units
        = tr("%1 of %Ln unit(s) active", nullptr, static_cast<int>(m_activations.size()))
              .arg(locale().toString(static_cast<int>(active)));
    setToolTip(units + QLatin1Char('.'));
    setAccessibleDescription(units);
    update();
}

void LayerView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const int titleHeight = fontMetrics().height() + 2;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, 0, width(), titleHeight), Qt::AlignHCenter | Qt::AlignTop, m_title);
    const QRectF area(0, titleHeight, width(), height() - titleHeight);
    const auto count = static_cast<int>(m_activations.size());
    if (count == 0 || area.height() <= 0) {
        return;
    }
    const int columns = columnsFor(count, area.size());
    const int rows = (count + columns - 1) / columns;
    const double side = std::min(area.width() / columns, area.height() / rows);
    const QPointF start(area.left() + (area.width() - columns * side) / 2, area.top());
    const float strongest = std::abs(*std::max_element(m_activations.begin(), m_activations.end(),
        [](float a, float b) { return std::abs(a) < std::abs(b); }));
    const double gap = side > 4 ? 1 : 0;
    const QColor dark = faintColour(palette(), 0.08);
    for (int i = 0; i < count; ++i) {
        const float value = m_activations[static_cast<std::size_t>(i)];
        const double share
            = strongest > 0 ? std::sqrt(static_cast<double>(std::abs(value) / strongest)) : 0;
        const QColor lit = value >= 0 ? accentColour(palette()) : doubtColour(palette());
        const QPointF corner = start + QPointF(i % columns * side, i / columns * side);
        painter.fillRect(
            QRectF(corner, QSizeF(side - gap, side - gap)), mixedColour(dark, lit, share));
    }
}

} // namespace numeral::ui
