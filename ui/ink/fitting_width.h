// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>

namespace numeral::ui {

/// Returns the font, scaled down if the line is wider than `width` pixels.
inline QFont fittingWidth(QFont font, const QString& line, double width)
{
    const double needed = QFontMetricsF(font).horizontalAdvance(line);
    if (needed > width) {
        font.setPointSizeF(font.pointSizeF() * width / (needed + 1));
    }
    return font;
}

} // namespace numeral::ui
