// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/ink.h"

#include <QRectF>

namespace numeral::ui {

/// One of the digits of a drawing.
struct DigitInk {
    Ink ink; ///< its strokes, in the order in which they were drawn
    QRectF box; ///< of their points
    bool isNewest = false; ///< has the drawing's last stroke
};

/// The digits of a drawing, from left to right. Strokes that meet, or nearly do, or lie above one
/// another, are of one digit.
QList<DigitInk> digitsIn(const Ink& ink);

/// The smallest rectangle around a drawing's points; null without any.
QRectF boxOf(const Ink& ink);

} // namespace numeral::ui
