// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace numeral {

/// A greyscale image: rows × columns bytes, row-major, 0 (paper) to 255 (ink). A value type.
struct GreyImage {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<std::uint8_t> pixels;

    GreyImage() = default;
    GreyImage(std::size_t rowCount, std::size_t columnCount)
        : rows(rowCount)
        , columns(columnCount)
        , pixels(rowCount * columnCount)
    {
    }

    std::uint8_t& at(std::size_t row, std::size_t column) { return pixels[row * columns + column]; }
    std::uint8_t at(std::size_t row, std::size_t column) const
    {
        return pixels[row * columns + column];
    }
    friend bool operator==(const GreyImage&, const GreyImage&) = default;
};

} // namespace numeral
