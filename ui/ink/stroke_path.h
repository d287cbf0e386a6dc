// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

#include <QPainterPath>
#include <QRectF>

namespace numeral::ui {

/// Returns a stroke of the unit square as a path on a sheet of paper: quadratic Bézier segments
/// that join at the midpoints between the pen's points, with a corner where the pen turns back. A
/// single point gives a dot.
QPainterPath pathOnPaper(const Stroke& stroke, const QRectF& paper);

} // namespace numeral::ui
