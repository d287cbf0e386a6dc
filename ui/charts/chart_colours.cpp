// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_colours.h"

namespace numeral::ui {
namespace {

QColor mixed(const QColor& ink, const QColor& paper, float share)
{
    const auto mix = [share](float a, float b) { return share * a + (1 - share) * b; };
    return QColor::fromRgbF(mix(ink.redF(), paper.redF()), mix(ink.greenF(), paper.greenF()),
        mix(ink.blueF(), paper.blueF()));
}

} // namespace

ChartColours chartColours(const QPalette& palette)
{
    const auto background = palette.color(QPalette::Active, QPalette::Base);
    const auto text = palette.color(QPalette::Active, QPalette::Text);
    const auto dark = background.lightness() < 128;

    ChartColours colours;
    colours.background = background;
    colours.text = mixed(text, background, 0.85F);
    colours.axis = mixed(text, background, 0.4F);
    colours.grid = mixed(text, background, 0.1F);
    colours.training = dark ? QColor(0x56b4e9) : QColor(0x0072b2);
    colours.validation = dark ? QColor(0xe69f00) : QColor(0xd55e00);
    return colours;
}

} // namespace numeral::ui
