// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/ruled_lines.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace numeral {

namespace {

/// View of a mask, optionally transposed, so that vertical lines are handled like horizontal ones.
struct View {
    InkMask& mask;
    bool isTransposed;

    std::size_t rows() const { return isTransposed ? mask.columns : mask.rows; }
    std::size_t columns() const { return isTransposed ? mask.rows : mask.columns; }
    std::uint8_t& at(std::size_t row, std::size_t column) const
    {
        return mask
            .pixels[isTransposed ? column * mask.columns + row : row * mask.columns + column];
    }
};

/// Vertical run of ink: rows top … bottom − 1 of one column.
struct Run {
    std::size_t column;
    std::size_t top;
    std::size_t bottom;
};

/// A thin line, tracked from column to column.
struct Line {
    std::size_t row;
    std::size_t lastColumn;
    std::vector<Run> runs;
};

/// The tracked line that a thin run continues.
std::vector<Line>::iterator lineOf(const Run& run, std::vector<Line>& lines, std::size_t maxGap)
{
    return std::find_if(lines.begin(), lines.end(), [&](const Line& known) {
        if (known.lastColumn >= run.column || run.column - known.lastColumn > maxGap) {
            return false;
        }
        // After a gap a tilted line continues somewhat higher or lower.
        const std::size_t drift = 1 + (run.column - known.lastColumn) / 15;
        return run.top <= known.row + drift && known.row <= run.bottom + drift;
    });
}

double middleOf(const Run& run)
{
    return static_cast<double>(run.top + run.bottom) / 2;
}

/// Whether a line is nearly horizontal, and straight from end to end, unlike the curve of a thin
/// pen.
bool isStraight(const Line& line)
{
    constexpr double maxSlope = 0.15;
    constexpr double bend = 0.012; // of the length; paper isn't flat
    const Run& first = line.runs.front();
    const Run& last = line.runs.back();
    const auto length = static_cast<double>(last.column - first.column);
    const double slope = length > 0 ? (middleOf(last) - middleOf(first)) / length : 0;
    const double maxDistance = 2 + bend * length;
    return std::abs(slope) <= maxSlope
        && std::all_of(line.runs.begin(), line.runs.end(), [&](const Run& run) {
               const double onLine
                   = middleOf(first) + slope * static_cast<double>(run.column - first.column);
               return std::abs(middleOf(run) - onLine) <= maxDistance;
           });
}

void removeLines(const View& view, const LineLimits& limits)
{
    std::vector<Line> lines;
    std::vector<Line> ended;
    for (std::size_t column = 0; column < view.columns(); ++column) {
        for (std::size_t row = 0; row < view.rows(); ++row) {
            if (view.at(row, column) == 0) {
                continue;
            }
            const std::size_t top = row;
            while (row < view.rows() && view.at(row, column) != 0) {
                ++row;
            }
            const Run run{column, top, row};
            if (row - top > limits.maxThickness) {
                continue;
            }
            const auto line = lineOf(run, lines, limits.maxGap);
            if (line == lines.end()) {
                lines.push_back({(top + row) / 2, column, {run}});
            } else {
                line->row = (top + row) / 2;
                line->lastColumn = column;
                line->runs.push_back(run);
            }
        }
        // Set finished lines aside, so that later runs aren't compared with them.
        const auto isUnfinished
            = [&](const Line& line) { return line.lastColumn + limits.maxGap >= column; };
        const auto firstEnded = std::stable_partition(lines.begin(), lines.end(), isUnfinished);
        std::move(firstEnded, lines.end(), std::back_inserter(ended));
        lines.erase(firstEnded, lines.end());
    }
    std::move(lines.begin(), lines.end(), std::back_inserter(ended));
    for (const Line& line : ended) {
        // Only visible columns count: in uneven light a part of the line may be too faint.
        if (line.runs.size() < limits.minLength || !isStraight(line)) {
            continue;
        }
        for (const Run& run : line.runs) {
            for (std::size_t row = run.top; row < run.bottom; ++row) {
                view.at(row, run.column) = 0;
            }
        }
    }
}

} // namespace

void removeHorizontalLines(InkMask& mask, const LineLimits& limits)
{
    removeLines({mask, false}, limits);
}

void removeVerticalLines(InkMask& mask, const LineLimits& limits)
{
    removeLines({mask, true}, limits);
}

void removeRuledLines(InkMask& mask)
{
    // Pen strokes are thicker, in either direction, and shorter.
    const std::size_t maxThickness
        = std::max<std::size_t>(std::min(mask.rows, mask.columns) / 80, 2);
    const std::size_t minLength = 2 * std::max(mask.rows, mask.columns) / 5;
    removeHorizontalLines(
        mask, {maxThickness, minLength, std::max<std::size_t>(mask.columns / 5, 4)});
    removeVerticalLines(mask, {maxThickness, minLength, std::max<std::size_t>(mask.rows / 5, 4)});
}

} // namespace numeral
