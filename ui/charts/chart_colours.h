// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace numeral::ui {

/// Colours of a chart on the palette's background. Those of the curves are colour-blind safe (Okabe
/// and Ito, "Color universal design", 2008).
struct ChartColours {
    QColor background;
    QColor text;
    QColor axis;
    QColor grid;
    QColor training;
    QColor validation;
};

ChartColours chartColours(const QPalette& palette);

} // namespace numeral::ui
