// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/bitmap.h"

#include <algorithm>

namespace numeral {

namespace {

/// Zhang and Suen's conditions for deleting a cell, in the first or the second of two passes.
bool isDeletable(const Bitmap& bitmap, const Cell& cell, bool secondPass)
{
    std::array<bool, 8> p{};
    const std::array<Cell, 8> cells = Bitmap::neighbours(cell);
    std::transform(
        cells.begin(), cells.end(), p.begin(), [&](const Cell& at) { return bitmap.at(at); });
    const auto set = std::count(p.begin(), p.end(), true);
    int transitions = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        transitions += !p[i] && p[(i + 1) % p.size()] ? 1 : 0;
    }
    const auto [north, east, south, west] = std::array{p[0], p[2], p[4], p[6]};
    const bool edge = secondPass ? !(north && east && west) && !(north && south && west)
                                 : !(north && east && south) && !(east && south && west);
    return set >= 2 && set <= 6 && transitions == 1 && edge;
}

std::vector<Cell> cellsOf(const Bitmap& bitmap)
{
    std::vector<Cell> cells;
    for (std::size_t row = 0; row < bitmap.rows(); ++row) {
        for (std::size_t column = 0; column < bitmap.columns(); ++column) {
            if (bitmap.at({row, column})) {
                cells.push_back({row, column});
            }
        }
    }
    return cells;
}

/// Restores the middle cell of each component that has vanished.
void restoreVanished(const Bitmap& whole, Bitmap& thinned)
{
    Bitmap remaining = whole.connected(cellsOf(thinned));
    for (const Cell& cell : cellsOf(whole)) {
        if (!remaining.at(cell)) {
            const std::vector<Cell> component = cellsOf(whole.connected({cell}));
            thinned.set(component[component.size() / 2], true);
            for (const Cell& member : component) {
                remaining.set(member, true);
            }
        }
    }
}

} // namespace

std::array<Cell, 8> Bitmap::neighbours(const Cell& cell)
{
    const auto [row, column] = cell;
    return {Cell{row - 1, column}, {row - 1, column + 1}, {row, column + 1}, {row + 1, column + 1},
        {row + 1, column}, {row + 1, column - 1}, {row, column - 1}, {row - 1, column - 1}};
}

Bitmap Bitmap::connected(std::vector<Cell> seeds) const
{
    Bitmap kept(m_rows, m_columns);
    while (!seeds.empty()) {
        const Cell cell = seeds.back();
        seeds.pop_back();
        if (at(cell) && !kept.at(cell)) {
            kept.set(cell, true);
            const auto adjacent = neighbours(cell);
            seeds.insert(seeds.end(), adjacent.begin(), adjacent.end());
        }
    }
    return kept;
}

void thin(Bitmap& bitmap)
{
    const Bitmap whole = bitmap;
    std::vector<Cell> left = cellsOf(bitmap);
    for (bool changed = true; changed;) {
        changed = false;
        for (const bool secondPass : {false, true}) {
            std::vector<Cell> deleted;
            std::vector<Cell> remaining;
            for (const Cell& cell : left) {
                (isDeletable(bitmap, cell, secondPass) ? deleted : remaining).push_back(cell);
            }
            for (const Cell& cell : deleted) {
                bitmap.set(cell, false);
            }
            changed = changed || !deleted.empty();
            left = std::move(remaining);
        }
    }
    restoreVanished(whole, bitmap);
}

} // namespace numeral
