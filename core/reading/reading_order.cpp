// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/reading_order.h"

#include "core/base/median.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace numeral {

namespace {

/// A box in floating point, with its index.
struct PlacedBox {
    std::size_t index;
    double left;
    double right;
    double top;
    double bottom;

    double x() const { return (left + right) / 2; }
    double y() const { return (top + bottom) / 2; }
    double height() const { return bottom - top; }
};

/// Slope of the lines, in rows per column: the median over each box and its right neighbour.
double slopeOf(const std::vector<PlacedBox>& boxes, double height)
{
    constexpr double maxDistance = 3; // heights
    constexpr double maxSlope = 0.4;
    std::vector<double> slopes;
    for (const PlacedBox& box : boxes) {
        std::optional<PlacedBox> next;
        for (const PlacedBox& other : boxes) {
            const double across = other.x() - box.x();
            const bool follows = across > 0.3 * height && across < maxDistance * height
                && std::abs(other.y() - box.y())
                    < std::min(0.6 * height, maxSlope * across + 0.1 * height);
            if (follows && (!next || other.x() < next->x())) {
                next = other;
            }
        }
        if (next) {
            slopes.push_back((next->y() - box.y()) / (next->x() - box.x()));
        }
    }
    return slopes.size() < 2 ? 0 : median(std::move(slopes));
}

TextLine wordsOf(std::vector<PlacedBox> line, double height)
{
    constexpr double maxWordGap = 0.9; // heights
    constexpr double minWordGap = 0.35;
    constexpr double unusual = 1.8; // times the median gap of the line
    std::sort(line.begin(), line.end(),
        [](const PlacedBox& a, const PlacedBox& b) { return a.left < b.left; });
    std::vector<double> gaps{maxWordGap * height};
    for (std::size_t i = 1; i < line.size(); ++i) {
        gaps.push_back(std::max(line[i].left - line[i - 1].right, 0.0));
    }
    const double usual = median(gaps);
    const double maxGap
        = std::min(maxWordGap * height, std::max(minWordGap * height, unusual * usual));
    TextLine words;
    double right = 0;
    for (const PlacedBox& box : line) {
        if (words.empty() || box.left - right > maxGap) {
            words.emplace_back();
            right = box.right;
        }
        words.back().push_back(box.index);
        right = std::max(right, box.right);
    }
    return words;
}

/// Boxes grouped into lines. The cost adds their distances from the centres of their lines to a
/// constant per line.
struct Arrangement {
    std::vector<std::vector<PlacedBox>> lines;
    double cost = 0;
};

/// Groups boxes into lines of the given slope, in rows per column.
Arrangement arranged(std::vector<PlacedBox> boxes, double slope, double height)
{
    constexpr double costOfLine = 0.3; // heights
    const auto level = [slope](const PlacedBox& box) { return box.y() - slope * box.x(); };
    std::sort(boxes.begin(), boxes.end(),
        [&](const PlacedBox& a, const PlacedBox& b) { return level(a) < level(b); });
    Arrangement arrangement;
    for (auto first = boxes.begin(); first != boxes.end();) {
        // Extend the line while the next box's centre is near the mean of those so far.
        const double reach = 0.5 * std::max(height, first->height());
        double sum = 0;
        auto last = first;
        while (last == first
            || (last != boxes.end()
                && level(*last) - sum / static_cast<double>(last - first) <= reach)) {
            sum += level(*last);
            ++last;
        }
        const double middle = sum / static_cast<double>(last - first);
        for (auto box = first; box != last; ++box) {
            arrangement.cost += std::abs(level(*box) - middle);
        }
        arrangement.cost += costOfLine * height;
        arrangement.lines.emplace_back(first, last);
        first = last;
    }
    return arrangement;
}

} // namespace

std::vector<TextLine> linesOf(const std::vector<PixelBox>& boxes)
{
    std::vector<PlacedBox> placed;
    std::vector<double> heights;
    for (const PixelBox& box : boxes) {
        placed.push_back(
            {placed.size(), static_cast<double>(box.left), static_cast<double>(box.right),
                static_cast<double>(box.top), static_cast<double>(box.bottom)});
        heights.push_back(std::max(box.height(), 1));
    }
    if (placed.empty()) {
        return {};
    }
    const double height = median(heights);
    // Words may slope individually on horizontal lines.
    const Arrangement level = arranged(placed, 0, height);
    const Arrangement sloping = arranged(placed, slopeOf(placed, height), height);
    std::vector<TextLine> lines;
    for (const std::vector<PlacedBox>& line :
        sloping.cost < level.cost ? sloping.lines : level.lines) {
        lines.push_back(wordsOf(line, height));
    }
    return lines;
}

} // namespace numeral
