// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"

#include <cstdint>
#include <vector>

namespace numeral {

/// Binary mask of an image's ink pixels.
struct InkMask {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<std::uint8_t> pixels; ///< rows × columns, row-major, 1 is ink

    InkMask(std::size_t rowCount, std::size_t columnCount)
        : rows(rowCount)
        , columns(columnCount)
        , pixels(rowCount * columnCount)
    {
    }
};

/// Connected component of ink pixels (8-connectivity).
struct ConnectedComponent {
    PixelBox box;
    std::vector<std::uint32_t> pixels; ///< indices into the mask

    std::size_t height() const { return static_cast<std::size_t>(box.height()); }
    std::size_t width() const { return static_cast<std::size_t>(box.width()); }
};

std::vector<ConnectedComponent> connectedComponents(InkMask mask);

/// Adds the pixels of `from` to `into` and extends its bounding box.
void merge(ConnectedComponent& into, const ConnectedComponent& from);

} // namespace numeral
