// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <QImage>

#include <vector>

class QPalette;

namespace numeral::ui {

/// The pixels of an image, faint, coloured by what they have done for an answer: blue for it,
/// orange against it, the strongest the most. `attribution` has one number a pixel; of another size
/// it colours nothing.
QImage heatMap(
    const GreyImage& image, const std::vector<float>& attribution, const QPalette& palette);

} // namespace numeral::ui
