// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/pen.h"
#include "core/recognition/grey_image.h"

namespace numeral {

/// Paints a drawing, scaled to 80 pixels, with a round pen of `penWidth` (a share of its longer
/// side), 255 on 0; its corners are as round as those of a curve through the middles of its lines.
/// Empty without a point.
GreyImage renderPen(const PenDrawing& drawing, double penWidth);

} // namespace numeral
