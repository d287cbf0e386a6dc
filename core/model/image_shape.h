// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral {

/// Size of the images that a network reads, in pixels.
struct ImageShape {
    std::size_t rows = 28;
    std::size_t columns = 28;

    std::size_t pixels() const { return rows * columns; }
    friend bool operator==(const ImageShape& a, const ImageShape& b)
    {
        return a.rows == b.rows && a.columns == b.columns;
    }
};

} // namespace numeral
