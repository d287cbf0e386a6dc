// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/ink_mask.h"

namespace numeral {

/// Removes what is drawn around or below digits rather than read: the boxes and grids of a form,
/// even where digits touch their lines, circles, underlines and combs. A component is a frame if
/// its sides are straight, or if it surrounds components that are large in comparison; nothing
/// inside a 0 is. If nothing else would be left, the frames are kept.
std::vector<ConnectedComponent> withoutFrames(
    std::vector<ConnectedComponent> components, std::size_t rows, std::size_t columns);

} // namespace numeral
