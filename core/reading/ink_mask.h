// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"

#include <cstdint>
#include <vector>

namespace numeral {

/// Ink or not, pixel by pixel.
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

/// Connected ink: pixels that touch, at their corners too.
struct Piece {
    PixelBox box;
    std::vector<std::uint32_t> pixels; ///< indices into the mask

    std::size_t height() const { return static_cast<std::size_t>(box.height()); }
    std::size_t width() const { return static_cast<std::size_t>(box.width()); }
};

std::vector<Piece> piecesOf(InkMask mask);

/// Pixels and box of both.
void merge(Piece& into, const Piece& from);

} // namespace numeral
