// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/ink_canvas.h"

#include <QTest>

namespace numeral::ui {

/// Draws a straight line with the mouse, in pixels of the canvas.
inline void drawLine(InkCanvas& canvas, const QPoint& from, const QPoint& to)
{
    QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
    constexpr int steps = 8;
    for (int i = 1; i <= steps; ++i) {
        QTest::mouseMove(&canvas, from + (to - from) * i / steps);
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
}

} // namespace numeral::ui
