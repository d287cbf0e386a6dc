// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/ink.h"
#include "core/model/model.h"

#include <optional>

namespace numeral {

/// Pen width for drawings that are read, as a fraction of the longer side of the drawing's bounding
/// box. Lines become 2.05 pixels wide; MNIST's are 2.0 to 3.8 (first and last decile), their median
/// is 2.65. Recognition is equally good from 6.5% on, and gets worse where loops begin to close.
inline constexpr double renderedPenWidth = 0.105;

/// Rasterises a drawing, scaled to 100 pixels along its longer side, with a round pen of `penWidth`
/// (a fraction of that side): ink is 255, the background 0. The result doesn't depend on the size
/// of the drawing. Strokes are quadratic B-splines with their points as control points; long
/// straight lines keep their corners. Points that aren't finite are ignored. Returns nothing
/// without a point. Thread-safe.
std::optional<GreyImage> renderInk(const Ink& ink, double penWidth = renderedPenWidth);

/// Returns the network's input for a drawing: rendered, and preprocessed as its data was.
std::optional<GreyImage> prepareInk(const Ink& ink, const ImageShape& shape,
    Preprocessing preprocessing, double penWidth = renderedPenWidth);

} // namespace numeral
