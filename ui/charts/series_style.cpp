// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/series_style.h"

#include <array>

namespace numeral::ui {

namespace {

struct Colour {
    QRgb onLight;
    QRgb onDark;
};

// Where Okabe and Ito's yellow and sky blue are too faint on white, they are darker.
constexpr std::array<Colour, 7> colours{{
    {0x0072b2, 0x56b4e9}, // blue
    {0xd55e00, 0xe69f00}, // vermilion, orange
    {0x009e73, 0x2bc49b}, // bluish green
    {0xaa4d85, 0xcc79a7}, // reddish purple
    {0x8c6d00, 0xf0e442}, // yellow
    {0x3a3a3a, 0xd0d0d0}, // grey
    {0x3b8fc2, 0x8ec7ff}, // sky blue
}};

} // namespace

QPen seriesPen(std::size_t series, const QPalette& palette)
{
    static const std::array<QList<qreal>, 4> dashes{{{}, {5, 2}, {1.5, 1.5}, {6, 2, 1.5, 2}}};
    const bool isDark = palette.color(QPalette::Active, QPalette::Base).lightness() < 128;
    const Colour& colour = colours[series % colours.size()];
    QPen pen(QColor(isDark ? colour.onDark : colour.onLight), 2);
    if (const QList<qreal>& pattern = dashes[series % dashes.size()]; !pattern.isEmpty()) {
        pen.setDashPattern(pattern);
    }
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

} // namespace numeral::ui
