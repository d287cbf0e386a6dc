// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace numeral {

struct Cell {
    std::size_t row = 0;
    std::size_t column = 0;

    friend bool operator==(const Cell&, const Cell&) = default;
};

/// Binary image, with an unset border of one cell that can be read.
class Bitmap {
public:
    Bitmap(std::size_t rows, std::size_t columns)
        : m_rows(rows)
        , m_columns(columns)
        , m_cells((rows + 2) * (columns + 2))
    {
    }

    /// Returns the connected components (8-connectivity) that contain one of `seeds`.
    Bitmap connected(std::vector<Cell> seeds) const;

    std::size_t rows() const { return m_rows; }
    std::size_t columns() const { return m_columns; }
    bool at(const Cell& cell) const { return m_cells[index(cell)] != 0; }
    void set(const Cell& cell, bool value) { m_cells[index(cell)] = value ? 1 : 0; }

    /// The eight neighbours of a cell, clockwise from above; a coordinate of −1 wraps to a huge
    /// one.
    static std::array<Cell, 8> neighbours(const Cell& cell);

private:
    /// Cells just outside, whose coordinates wrap, map to the border.
    std::size_t index(const Cell& cell) const
    {
        return (cell.row + 1) * (m_columns + 2) + cell.column + 1;
    }

    std::size_t m_rows;
    std::size_t m_columns;
    std::vector<unsigned char> m_cells;
};

/// Thins the set cells to lines one cell wide (Zhang & Suen 1984). A component that would vanish,
/// such as a small dot, keeps one cell.
void thin(Bitmap& bitmap);

} // namespace numeral
