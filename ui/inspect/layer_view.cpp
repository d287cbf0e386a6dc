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

LayerView::LayerView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Graphic);
}

void LayerView::setTitle(const QString& title)
{
    m_title = title;
    setAccessibleName(title);
    update();
}

void LayerView::setActivations(std::vector<float> activations, QSize map)
{
    m_activations = std::move(activations);
    m_map = map;
    const qsizetype size = qsizetype{m_map.width()} * m_map.height();
    int active = 0;
    for (int i = 0; i < maps(); ++i) {
        const auto first = m_activations.begin() + i * size;
        active += std::any_of(first, first + size, [](float value) { return value > 0; }) ? 1 : 0;
    }
    const QString units = size == 1 ? tr("%1 of %Ln unit(s) active", nullptr, maps())
                                    : tr("%1 of %Ln feature map(s) active", nullptr, maps());
    const QString description = units.arg(locale().toString(active));
    setToolTip(description + QLatin1Char('.'));
    setAccessibleDescription(description);
    update();
}

int LayerView::maps() const
{
    return static_cast<int>(m_activations.size()) / (m_map.width() * m_map.height());
}

/// Returns one feature map as an image, or one unit as a pixel; `strongest` gets the full colour.
QImage LayerView::imageOf(int map, float strongest) const
{
    const QColor dark = faintColour(palette(), 0.08);
    QImage image(m_map, QImage::Format_RGB32);
    const int size = m_map.width() * m_map.height();
    const auto first = m_activations.begin() + qsizetype{size} * map;
    for (int i = 0; i < size; ++i) {
        const float value = first[i];
        const double share
            = strongest > 0 ? std::sqrt(static_cast<double>(std::abs(value) / strongest)) : 0;
        const QColor lit = value >= 0 ? accentColour(palette()) : doubtColour(palette());
        image.setPixelColor(i % m_map.width(), i / m_map.width(), mixedColour(dark, lit, share));
    }
    return image;
}

void LayerView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const int titleHeight = fontMetrics().height() + 2;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, 0, width(), titleHeight), Qt::AlignHCenter | Qt::AlignTop, m_title);
    const QRectF area(0, titleHeight, width(), height() - titleHeight);
    const int count = maps();
    if (count == 0 || area.height() <= 0) {
        return;
    }
    // As if the maps were square, in an area that is stretched with them.
    const double aspect = static_cast<double>(m_map.height()) / m_map.width();
    const double height = area.height() / aspect;
    const int columns = columnsFor(count, {area.width(), height});
    const int rows = (count + columns - 1) / columns;
    const double side = std::min(area.width() / columns, height / rows);
    const QPointF start(area.left() + (area.width() - columns * side) / 2, area.top());
    const float strongest = std::abs(*std::max_element(m_activations.begin(), m_activations.end(),
        [](float a, float b) { return std::abs(a) < std::abs(b); }));
    const double gap = side > 4 ? 1 : 0;
    for (int i = 0; i < count; ++i) {
        const int row = i / columns;
        const QPointF corner = start + QPointF(i % columns * side, row * side * aspect);
        painter.drawImage(
            QRectF(corner, QSizeF(side - gap, side * aspect - gap)), imageOf(i, strongest));
    }
}

} // namespace numeral::ui
