// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <span>

namespace numeral {

/// Returns the skeleton of an image's ink, as strokes that a pen might have drawn: in pixels, with
/// pixel centres at +0.5. Empty if there is no ink.
///
/// The image is upscaled four times, thresholded relative to its surroundings and thinned (Zhang &
/// Suen 1984, "A fast parallel algorithm for thinning digital patterns"), and the lines are traced,
/// straight on where they cross.
Ink skeletonStrokes(std::span<const std::uint8_t> image, const ImageShape& shape);

} // namespace numeral
