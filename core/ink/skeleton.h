// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <span>

namespace numeral {

/// The middle lines of an image's ink, as strokes that a pen might have drawn: in pixels, a pixel's
/// middle at +0.5. Nothing where there is no ink.
///
/// The image is enlarged four times, what is dark for its surroundings is thinned (Zhang & Suen
/// 1984, "A fast parallel algorithm for thinning digital patterns"), and the lines are followed,
/// straight on where they cross.
Ink skeletonStrokes(std::span<const std::uint8_t> image, const ImageShape& shape);

} // namespace numeral
