// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <QImage>

#include <vector>

class QPalette;

namespace numeral::ui {

/// Returns the image, faint, with its pixels coloured by their attribution: blue for the answer,
/// orange against it, the stronger the larger its magnitude. `attribution` has one value per pixel;
/// if its size differs, nothing is coloured.
QImage heatMap(
    const GreyImage& image, const std::vector<float>& attribution, const QPalette& palette);

} // namespace numeral::ui
