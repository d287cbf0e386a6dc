// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/ink/box.h"

#include <optional>

namespace numeral {

/// Where the desk is that a sheet of paper lies on: 0 there, 255 on the sheet. Nothing where there
/// is none. `paper` is the picture without its ink. A desk is far darker than the sheet, and broad;
/// whatever is as dark and joined to it belongs to it. So is a deep shadow: what is read tells them
/// apart.
std::optional<GreyImage> deskOf(const GreyImage& picture, const GreyImage& paper);

struct Sheet {
    GreyImage picture;
    PixelBox box; ///< in the picture that it is a part of
};

/// The part of a picture that isn't desk, with the sheet's paper continued to the part's corners,
/// so that the sheet's edge, straight or turned, stands out no more.
Sheet sheetOf(const GreyImage& picture, const GreyImage& desk);

} // namespace numeral
