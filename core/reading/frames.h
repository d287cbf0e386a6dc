// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/ink_mask.h"

namespace numeral {

/// Takes away what is drawn around digits or below them, and not read: boxes and grids of a form,
/// also where digits touch their lines, circles, underlines, combs. A piece is a frame where its
/// sides are straight, or where it surrounds others that are large for it, as a 0 surrounds
/// nothing; where nothing would be left, it stays.
std::vector<Piece> withoutFrames(std::vector<Piece> pieces, std::size_t rows, std::size_t columns);

} // namespace numeral
