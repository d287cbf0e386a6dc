// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace numeral::ui {

/// A chart's colours on a palette's background. The curves' are Okabe and Ito's ("Color universal
/// design", 2008), which colour-blind people tell apart.
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
