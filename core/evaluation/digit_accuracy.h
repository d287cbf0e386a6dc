// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/labelled_images.h"
#include "core/model/model.h"

namespace numeral {

/// Returns the share of images, 0 to 1, that a network reads as their labels say. Images of another
/// size are prepared for it as pictures are. `images` and the model's input must be plain, and
/// labels less than its classes.
double digitAccuracy(const Model& model, const LabelledImages& images);

} // namespace numeral
