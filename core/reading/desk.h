// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"

#include <optional>

namespace numeral {

/// Returns a mask of the desk around a sheet of paper: 0 on the desk, 255 on the sheet; nothing if
/// there is no desk. `paper` is the picture without its ink. A desk is broad and far darker than
/// the sheet, and connected pixels that are as dark belong to it. A deep shadow looks the same:
/// only what is read tells them apart.
std::optional<GreyImage> deskOf(const GreyImage& picture, const GreyImage& paper);

struct Sheet {
    GreyImage picture;
    PixelBox box; ///< in the original picture
};

/// Crops the picture to the sheet's bounding box and fills what is left of the desk with the
/// nearest paper, so that the edge of the sheet, straight or rotated, no longer stands out.
Sheet sheetOf(const GreyImage& picture, const GreyImage& desk);

} // namespace numeral
