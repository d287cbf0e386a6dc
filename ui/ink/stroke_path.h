// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

#include <QPainterPath>
#include <QRectF>

namespace numeral::ui {

/// How a stroke of the unit square looks on a sheet of paper: quadratic Bézier segments that join
/// at the midpoints of the pen's points, and a corner where the pen turns back. One point gives a
/// dot.
QPainterPath pathOnPaper(const Stroke& stroke, const QRectF& paper);

} // namespace numeral::ui
