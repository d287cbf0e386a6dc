// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/line_tracer.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace numeral {

namespace {

/// Number of cells that determine a line's direction, and distance that it may jump at a crossing.
constexpr std::size_t memory = 6;
constexpr int reach = 3;

/// Lines of fewer cells that branch off another line are spurs.
constexpr std::size_t minBranchLength = 10;

Point middleOf(const Cell& cell)
{
    return {static_cast<double>(cell.column) + 0.5, static_cast<double>(cell.row) + 0.5};
}

class Tracer {
public:
    explicit Tracer(Bitmap lines)
        : m_all(lines)
        , m_left(std::move(lines))
    {
    }

    Ink trace()
    {
        Ink drawing;
        while (const std::optional<Cell> start = nextStart()) {
            bool isBranch = false;
            Stroke stroke = follow(*start, isBranch);
            if (!isBranch || stroke.size() >= minBranchLength) {
                drawing.push_back(smoothed(stroke));
            }
        }
        return drawing;
    }

private:
    std::size_t neighboursLeft(const Cell& cell) const
    {
        const auto cells = Bitmap::neighbours(cell);
        return static_cast<std::size_t>(std::count_if(
            cells.begin(), cells.end(), [this](const Cell& at) { return m_left.at(at); }));
    }

    /// The topmost end of a line; if there is none, the topmost cell, of a closed curve.
    std::optional<Cell> nextStart() const
    {
        std::optional<Cell> any;
        for (std::size_t row = 0; row < m_left.rows(); ++row) {
            for (std::size_t column = 0; column < m_left.columns(); ++column) {
                const Cell cell{row, column};
                if (m_left.at(cell)) {
                    if (neighboursLeft(cell) <= 1) {
                        return cell;
                    }
                    any = any.value_or(cell);
                }
            }
        }
        return any;
    }

    /// A neighbour that has already been traced.
    std::optional<Cell> passedBeside(const Cell& cell) const
    {
        for (const Cell& at : Bitmap::neighbours(cell)) {
            if (m_all.at(at) && !m_left.at(at)) {
                return at;
            }
        }
        return std::nullopt;
    }

    /// The best cell within `distance` to continue with: the one that is straightest ahead.
    std::optional<Cell> straightOn(
        const Stroke& stroke, const Cell& from, int distance, double minCosine) const
    {
        const Point& before = stroke[stroke.size() - std::min(stroke.size(), memory)];
        const Point here = middleOf(from);
        const Point heading{here.x - before.x, here.y - before.y};
        std::optional<Cell> best;
        double highest = minCosine;
        for (int down = -distance; down <= distance; ++down) {
            for (int across = -distance; across <= distance; ++across) {
                const Cell cell{from.row + static_cast<std::size_t>(down),
                    from.column + static_cast<std::size_t>(across)};
                if (cell.row >= m_left.rows() || cell.column >= m_left.columns()
                    || !m_left.at(cell)) {
                    continue;
                }
                const double length = std::hypot(heading.x, heading.y) * std::hypot(across, down);
                const double cosine
                    = length > 0 ? (heading.x * across + heading.y * down) / length : 0;
                // Prefer a neighbour across an edge to one across a corner.
                const double nearer = 0.1 / std::hypot(across, down);
                if (cosine + nearer > highest) {
                    highest = cosine + nearer;
                    best = cell;
                }
            }
        }
        return best;
    }

    Stroke follow(const Cell& start, bool& isBranch)
    {
        Stroke stroke;
        const std::optional<Cell> root = passedBeside(start);
        isBranch = root.has_value();
        if (root) {
            stroke.push_back(middleOf(*root));
        }
        Cell cell = start;
        while (true) {
            stroke.push_back(middleOf(cell));
            m_left.set(cell, false);
            std::optional<Cell> next = straightOn(stroke, cell, 1, -2);
            if (!next && stroke.size() > memory) {
                next = straightOn(stroke, cell, reach, 0.8);
            }
            if (!next) {
                break;
            }
            cell = *next;
        }
        closeGap(stroke, cell, start);
        return stroke;
    }

    /// Ends a closed curve at its start, and a line that runs into another one on that.
    void closeGap(Stroke& stroke, const Cell& last, const Cell& first) const
    {
        constexpr std::size_t minLoopLength = 12;
        const auto rows = static_cast<double>(last.row) - static_cast<double>(first.row);
        const auto columns = static_cast<double>(last.column) - static_cast<double>(first.column);
        if (stroke.size() >= minLoopLength && std::hypot(rows, columns) <= reach) {
            stroke.push_back(middleOf(first));
            return;
        }
        const Point before = stroke.size() > 2 ? stroke[stroke.size() - 2] : stroke.back();
        for (const Cell& at : Bitmap::neighbours(last)) {
            const Point point = middleOf(at);
            const bool isBack = std::hypot(point.x - before.x, point.y - before.y) < 1.5;
            if (m_all.at(at) && !isBack) {
                stroke.push_back(point);
                return;
            }
        }
    }

    /// Moving average, which removes the staircase of the cells.
    static Stroke smoothed(const Stroke& stroke)
    {
        constexpr std::size_t maxRadius = 4;
        Stroke smooth;
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            const std::size_t radius = std::min({maxRadius, i, stroke.size() - 1 - i});
            Point sum;
            for (std::size_t k = i - radius; k <= i + radius; ++k) {
                sum.x += stroke[k].x;
                sum.y += stroke[k].y;
            }
            const auto count = static_cast<double>(2 * radius + 1);
            smooth.push_back({sum.x / count, sum.y / count});
        }
        return smooth;
    }

    Bitmap m_all;
    Bitmap m_left; ///< cells not traced yet
};

} // namespace

Ink traceLines(Bitmap lines)
{
    return Tracer(std::move(lines)).trace();
}

} // namespace numeral
