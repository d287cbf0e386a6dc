// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/digit_splitting.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace numeral {

namespace {

constexpr std::size_t maxStrokesPerDigit = 5;
constexpr std::size_t maxStrokes
    = 24; // of one cluster; a larger one is a scribble, not adjacent digits
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double digitCost = 0.2; // in nats
constexpr double implausible = 0.7; // in nats; from this loss on it is probably no digit

/// Best segmentation of the first n strokes: one state of the dynamic programming.
struct Segmentation {
    double cost = infinity;
    std::size_t lastPart = 0; ///< number of strokes in the last part
};

Ink inkOf(const Ink& strokes, std::size_t first, std::size_t count)
{
    const auto from = strokes.begin() + static_cast<std::ptrdiff_t>(first);
    return {from, from + static_cast<std::ptrdiff_t>(count)};
}

/// Whether two parts can be adjacent digits: their boxes hardly overlap horizontally.
bool areSideBySide(const Box& left, const Box& right, double height)
{
    constexpr double maxOverlap = 0.4; // of the narrower width
    constexpr double minWidth = 0.15; // of the height: the width assumed for a narrower 1
    const double narrower = std::max(std::min(left.width(), right.width()), minWidth * height);
    return left.right - right.left <= maxOverlap * narrower && left.centreX() < right.centreX();
}

/// Strokes sorted by the x coordinate of their centres.
Ink sorted(const Ink& ink)
{
    Ink strokes = ink;
    std::stable_sort(strokes.begin(), strokes.end(),
        [](const Stroke& a, const Stroke& b) { return boxOf(a).centreX() < boxOf(b).centreX(); });
    return strokes;
}

/// Cost, in nats, of the widest horizontal gap between the strokes of one digit.
double gapCost(const Ink& part, double height)
{
    constexpr double free = 0.1; // of the height
    constexpr double rate = 8;
    double widest = 0;
    double right = boxOf(part.front()).right;
    for (const Stroke& stroke : part) {
        const Box box = boxOf(stroke);
        widest = std::max(widest, box.left - right);
        right = std::max(right, box.right);
    }
    return rate * std::max(0.0, widest / height - free);
}

/// Returns the best segmentation of the first n strokes for each n, by dynamic programming.
std::vector<Segmentation> bestSegmentations(
    const Ink& strokes, double height, const ReadingLoss& readingLoss)
{
    constexpr double minHeight = 0.45; // of the tallest group's height
    std::vector<Segmentation> best(strokes.size() + 1);
    best[0].cost = 0;
    for (std::size_t end = 1; end <= strokes.size(); ++end) {
        for (std::size_t count = 1; count <= std::min(end, maxStrokesPerDigit); ++count) {
            const std::size_t first = end - count;
            const Segmentation& before = best[first];
            const Ink part = inkOf(strokes, first, count);
            const Box box = boxOf(part);
            const bool fits = box.height() >= minHeight * height
                && (first == 0
                    || areSideBySide(
                        boxOf(inkOf(strokes, first - before.lastPart, before.lastPart)), box,
                        height));
            // Don't compute the loss where the cost cannot improve anyway.
            if (!fits || before.cost + digitCost >= best[end].cost) {
                continue;
            }
            const double cost = before.cost + digitCost + gapCost(part, height) + readingLoss(part);
            if (cost < best[end].cost) {
                best[end] = {cost, count};
            }
        }
    }
    return best;
}

/// Clusters groups that are close enough horizontally to share strokes of the same digits.
std::vector<std::vector<DigitInk>> neighbours(const std::vector<DigitInk>& groups, double height)
{
    constexpr double near = 0.25;
    std::vector<std::vector<DigitInk>> clusters;
    double right = 0;
    for (const DigitInk& group : groups) {
        if (clusters.empty() || group.box.left - right > near * height) {
            clusters.emplace_back();
            right = group.box.right;
        }
        clusters.back().push_back(group);
        right = std::max(right, group.box.right);
    }
    return clusters;
}

bool contains(const Ink& ink, const Stroke& stroke)
{
    return std::find(ink.begin(), ink.end(), stroke) != ink.end();
}

bool haveSameStrokes(const Ink& a, const Ink& b)
{
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const Stroke& stroke) {
        return contains(b, stroke);
    });
}

/// Segments the strokes of a cluster into the digits with the lowest cost. Returns the groups
/// unchanged if they have too few or too many strokes, or no valid segmentation.
std::vector<DigitInk> resegment(
    const std::vector<DigitInk>& groups, double height, const ReadingLoss& readingLoss)
{
    Ink ink;
    Stroke newest;
    for (const DigitInk& group : groups) {
        ink.insert(ink.end(), group.ink.begin(), group.ink.end());
        if (group.isNewest) {
            newest = group.ink.back();
        }
    }
    const std::size_t count = ink.size();
    if (count < 2 || count > maxStrokes) {
        return groups;
    }
    const Ink strokes = sorted(ink);
    // A part that looks like no digit is allowed only where it is one of the groups.
    const auto isGroup = [&groups](const Ink& part) {
        return std::any_of(groups.begin(), groups.end(),
            [&part](const DigitInk& group) { return haveSameStrokes(group.ink, part); });
    };
    const std::vector<Segmentation> best
        = bestSegmentations(strokes, height, [&readingLoss, &isGroup](const Ink& part) {
              const double loss = readingLoss(part);
              return loss < implausible || isGroup(part) ? loss : infinity;
          });
    if (best[count].lastPart == 0) {
        return groups;
    }
    std::vector<DigitInk> digits;
    for (std::size_t end = count; end > 0; end -= best[end].lastPart) {
        DigitInk digit;
        digit.ink = inkOf(strokes, end - best[end].lastPart, best[end].lastPart);
        digit.box = boxOf(digit.ink);
        digit.isNewest = !newest.empty() && contains(digit.ink, newest);
        digits.push_back(std::move(digit));
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}

} // namespace

std::vector<DigitInk> segmentDigits(const Ink& ink, const ReadingLoss& readingLoss)
{
    const std::vector<DigitInk> groups = groupStrokes(ink);
    double height = 0;
    for (const DigitInk& group : groups) {
        height = std::max(height, group.box.height());
    }
    std::vector<DigitInk> digits;
    for (const std::vector<DigitInk>& cluster : neighbours(groups, height)) {
        const std::vector<DigitInk> segmented = resegment(cluster, height, readingLoss);
        digits.insert(digits.end(), segmented.begin(), segmented.end());
    }
    return digits;
}

} // namespace numeral
