// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/digit_finder.h"

#include "core/base/median.h"
#include "core/reading/frames.h"
#include "core/reading/ink_mask.h"
#include "core/reading/reading_order.h"
#include "core/reading/ruled_lines.h"

#include <algorithm>
#include <utility>

namespace numeral {

namespace {

/// The median height, robust against a few large components and against specks; of two, the lower.
std::size_t typicalHeight(const std::vector<ConnectedComponent>& components)
{
    std::vector<std::size_t> heights;
    for (const ConnectedComponent& component : components) {
        heights.push_back(component.height());
    }
    return median(std::move(heights));
}

std::size_t common(int from, int to, int otherFrom, int otherTo)
{
    return static_cast<std::size_t>(std::max(std::min(to, otherTo) - std::max(from, otherFrom), 0));
}

/// Whether two components are parts of one digit: one above the other, with a small gap, and not
/// both as high as a whole digit.
bool belongTogether(const PixelBox& a, const PixelBox& b, std::size_t height)
{
    const int lower = std::min(a.height(), b.height());
    PixelBox merged = a;
    merged.include(b);
    const std::size_t across = common(a.left, a.right, b.left, b.right);
    const int gap = std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
    const auto whole = static_cast<double>(height);
    // A flat component below is an underline; above, it is the top bar of a 5.
    const PixelBox& below = a.top > b.top ? a : b;
    if (below.width() > 2 * below.height() && below.height() < 0.3 * whole && gap > 0) {
        return false;
    }
    return 2 * across >= static_cast<std::size_t>(std::min(a.width(), b.width()))
        && gap <= 0.25 * whole && lower <= 0.65 * whole && merged.height() <= 1.6 * whole;
}

/// Merges components that ruled lines cut apart, and digits drawn in unconnected parts.
void mergeParts(std::vector<ConnectedComponent>& components, std::size_t height)
{
    for (bool merged = true; merged;) {
        merged = false;
        for (std::size_t i = 0; i < components.size() && !merged; ++i) {
            for (std::size_t k = i + 1; k < components.size() && !merged; ++k) {
                if (belongTogether(components[i].box, components[k].box, height)) {
                    merge(components[i], components[k]);
                    components.erase(components.begin() + static_cast<std::ptrdiff_t>(k));
                    merged = true;
                }
            }
        }
    }
}

/// Removes components that are far smaller than the typical height, or too small to be legible.
void removeSpecks(std::vector<ConnectedComponent>& components, double fraction)
{
    constexpr double minLegible = 6;
    const double minSize
        = std::max(fraction * static_cast<double>(typicalHeight(components)), minLegible);
    std::erase_if(components, [minSize](const ConnectedComponent& component) {
        return static_cast<double>(std::max(component.height(), component.width())) < minSize;
    });
}

/// Removes dashes, underlines and remnants of ruled lines. A single component is what was drawn.
void removeFlat(std::vector<ConnectedComponent>& components)
{
    const std::size_t height = typicalHeight(components);
    if (components.size() > 1) {
        std::erase_if(components, [height](const ConnectedComponent& component) {
            return 5 * component.width() > 11 * component.height()
                || (component.width() > 2 * component.height()
                    && 5 * component.height() < 2 * height);
        });
    }
}

/// Keeps the largest components: a page of print has thousands, none of which is to be read.
std::vector<ConnectedComponent> largestOf(std::vector<ConnectedComponent> components)
{
    constexpr std::size_t maxComponents = 300;
    std::erase_if(components, [](const ConnectedComponent& component) {
        return std::max(component.height(), component.width()) < 3;
    });
    if (components.size() > maxComponents) {
        std::stable_sort(components.begin(), components.end(),
            [](const ConnectedComponent& a, const ConnectedComponent& b) {
                return a.pixels.size() > b.pixels.size();
            });
        components.resize(maxComponents);
    }
    return components;
}

/// The ink of a component, including the faint pixels next to it, cropped to its box.
GreyImage inkOf(const ConnectedComponent& component, const GreyImage& ink)
{
    const auto top = static_cast<std::size_t>(component.box.top);
    const auto left = static_cast<std::size_t>(component.box.left);
    GreyImage result(component.height(), component.width());
    for (const std::uint32_t pixel : component.pixels) {
        const std::size_t row = pixel / ink.columns - top;
        const std::size_t column = pixel % ink.columns - left;
        for (std::size_t r = row - std::min<std::size_t>(row, 1);
             r < std::min(row + 2, result.rows); ++r) {
            for (std::size_t c = column - std::min<std::size_t>(column, 1);
                 c < std::min(column + 2, result.columns); ++c) {
                result.at(r, c) = ink.at(top + r, left + c);
            }
        }
    }
    return result;
}

/// Stroke thickness: twice the area divided by the length of the outline, which runs along both
/// sides of a stroke.
double thicknessOf(const GreyImage& ink)
{
    std::size_t area = 0;
    std::size_t outline = 0;
    for (std::size_t row = 0; row < ink.rows; ++row) {
        for (std::size_t column = 0; column < ink.columns; ++column) {
            if (ink.at(row, column) == 0) {
                continue;
            }
            ++area;
            const bool isInner = row > 0 && column > 0 && row + 1 < ink.rows
                && column + 1 < ink.columns && ink.at(row - 1, column) != 0
                && ink.at(row + 1, column) != 0 && ink.at(row, column - 1) != 0
                && ink.at(row, column + 1) != 0;
            outline += isInner ? 0 : 1;
        }
    }
    return outline > 0 ? 2.0 * static_cast<double>(area) / static_cast<double>(outline) : 0;
}

double meanOver(const ConnectedComponent& component, const GreyImage& image)
{
    double sum = 0;
    for (const std::uint32_t pixel : component.pixels) {
        sum += image.pixels[pixel];
    }
    return sum / static_cast<double>(component.pixels.size());
}

bool touchesEdge(const PixelBox& box, const GreyImage& picture)
{
    return box.left <= 0 || box.top <= 0 || box.right >= static_cast<int>(picture.columns)
        || box.bottom >= static_cast<int>(picture.rows);
}

} // namespace

std::vector<FoundDigit> findDigits(const Foreground& picture)
{
    constexpr double speck = 0.12; // of the typical height, before parts are merged
    constexpr double part = 0.4; // of the typical height, afterwards
    const GreyImage& ink = picture.ink;
    InkMask mask(ink.rows, ink.columns);
    std::transform(ink.pixels.begin(), ink.pixels.end(), mask.pixels.begin(),
        [&picture](int grey) { return grey >= picture.threshold ? 1 : 0; });

    // Detect boxes while they still have all sides, before any is removed as a ruled line.
    std::vector<ConnectedComponent> components
        = withoutFrames(largestOf(connectedComponents(mask)), ink.rows, ink.columns);
    std::fill(mask.pixels.begin(), mask.pixels.end(), std::uint8_t{0});
    for (const ConnectedComponent& component : components) {
        for (const std::uint32_t pixel : component.pixels) {
            mask.pixels[pixel] = 1;
        }
    }
    removeRuledLines(mask);
    components
        = withoutFrames(largestOf(connectedComponents(std::move(mask))), ink.rows, ink.columns);
    removeSpecks(components, speck);
    mergeParts(components, typicalHeight(components));
    removeFlat(components);
    removeSpecks(components, part);

    std::vector<PixelBox> boxes;
    for (const ConnectedComponent& component : components) {
        boxes.push_back(component.box);
    }
    std::vector<FoundDigit> digits;
    std::size_t number = 0;
    for (const TextLine& line : linesOf(boxes)) {
        for (const Word& word : line) {
            for (const std::size_t index : word) {
                const ConnectedComponent& component = components[index];
                FoundDigit digit{component.box, inkOf(component, ink), number,
                    touchesEdge(component.box, ink), 0, meanOver(component, ink)};
                digit.thickness = thicknessOf(digit.ink);
                digits.push_back(std::move(digit));
            }
            ++number;
        }
    }
    return digits;
}

} // namespace numeral
