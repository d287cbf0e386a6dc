// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/ink.h"
#include "core/model/model.h"

#include <optional>

namespace numeral {

/// Pen width of drawings that are read, as a share of the longer side of the drawing's box. It
/// makes lines 2.05 pixels wide; MNIST's are 2.0 to 3.8 (first and last tenth), their median 2.65.
/// Recognition is as good from 6.5% on, and worse where loops begin to close.
inline constexpr double renderedPenWidth = 0.105;

/// Paints a drawing, scaled to 100 pixels along its longer side, with a round pen of `penWidth` (a
/// share of that side), 255 on 0: large or small, the same drawing gives the same picture. Strokes
/// are quadratic B-splines of their points; long straight lines keep their corners. Points that
/// aren't finite are left out. Nothing without a point. Any thread may call it.
std::optional<GreyImage> renderInk(const Ink& ink, double penWidth = renderedPenWidth);

/// What a network sees of a drawing: rendered, and prepared as its data was.
std::optional<GreyImage> prepareInk(const Ink& ink, const ImageShape& shape,
    Preprocessing preprocessing, double penWidth = renderedPenWidth);

} // namespace numeral
