// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/frames.h"

#include "core/base/median.h"
#include "core/reading/ruled_lines.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace numeral {

namespace {

constexpr std::size_t minSide = 6; ///< pixels, of the longer side of anything that is read

/// The mask of a single component, cropped to its box.
InkMask maskOf(const ConnectedComponent& component, std::size_t columns)
{
    InkMask mask(component.height(), component.width());
    for (const std::uint32_t pixel : component.pixels) {
        const std::size_t row = pixel / columns - static_cast<std::size_t>(component.box.top);
        const std::size_t column = pixel % columns - static_cast<std::size_t>(component.box.left);
        mask.pixels[row * mask.columns + column] = 1;
    }
    return mask;
}

/// How much of one side of a box has ink near it, and how thick the ink is there.
struct Side {
    double covered = 0; ///< 0–1
    std::size_t thickness = 0; ///< median, in pixels
};

/// `isVertical` selects the left or right side, `isFar` the right or bottom one.
Side sideOf(const InkMask& mask, bool isVertical, bool isFar)
{
    constexpr std::size_t nearParts = 10;
    const std::size_t length = isVertical ? mask.rows : mask.columns;
    const std::size_t depth = isVertical ? mask.columns : mask.rows;
    const std::size_t near = std::max<std::size_t>(depth / nearParts, 2);
    std::vector<std::size_t> thicknesses;
    for (std::size_t along = 0; along < length; ++along) {
        const auto at = [&](std::size_t inwards) {
            const std::size_t across = isFar ? depth - 1 - inwards : inwards;
            return mask
                .pixels[isVertical ? along * mask.columns + across : across * mask.columns + along];
        };
        std::size_t inwards = 0;
        while (inwards < near && at(inwards) == 0) {
            ++inwards;
        }
        std::size_t thickness = 0;
        while (inwards < near && inwards + thickness < depth && at(inwards + thickness) != 0) {
            ++thickness;
        }
        if (thickness > 0) {
            thicknesses.push_back(thickness);
        }
    }
    if (thicknesses.empty()) {
        return {};
    }
    const double covered = static_cast<double>(thicknesses.size()) / static_cast<double>(length);
    return {covered, median(std::move(thicknesses))};
}

/// Returns the line thickness of a box, in pixels; 0 if the component isn't one. A box, possibly
/// incomplete, has at least three straight sides that run along its whole length and are thin in
/// comparison.
std::size_t frameThickness(const InkMask& mask)
{
    constexpr double minCoverage = 0.85;
    constexpr std::size_t thinParts = 7;
    std::size_t straight = 0;
    std::size_t thickness = 0;
    for (const bool isVertical : {false, true}) {
        for (const bool isFar : {false, true}) {
            const Side side = sideOf(mask, isVertical, isFar);
            if (side.covered >= minCoverage
                && side.thickness * thinParts <= std::min(mask.rows, mask.columns)) {
                ++straight;
                thickness = std::max(thickness, side.thickness);
            }
        }
    }
    return straight >= 3 ? thickness : 0;
}

/// Removes long straight lines from a component and returns the components that remain, in the
/// coordinates of the picture.
std::vector<ConnectedComponent> withoutLines(const ConnectedComponent& component,
    std::size_t thickness, bool verticalToo, std::size_t columns)
{
    constexpr double minLength = 0.7;
    InkMask mask = maskOf(component, columns);
    const auto limits = [&](std::size_t length) {
        return LineLimits{thickness + thickness / 2 + 1,
            static_cast<std::size_t>(minLength * static_cast<double>(length)),
            std::max<std::size_t>(length / 5, 4)};
    };
    removeHorizontalLines(mask, limits(mask.columns));
    if (verticalToo) {
        removeVerticalLines(mask, limits(mask.rows));
    }
    std::vector<ConnectedComponent> rest = connectedComponents(std::move(mask));
    for (ConnectedComponent& part : rest) {
        for (std::uint32_t& pixel : part.pixels) {
            const std::size_t row
                = pixel / component.width() + static_cast<std::size_t>(component.box.top);
            const std::size_t column
                = pixel % component.width() + static_cast<std::size_t>(component.box.left);
            pixel = static_cast<std::uint32_t>(row * columns + column);
        }
        part.box = {part.box.left + component.box.left, part.box.top + component.box.top,
            part.box.right + component.box.left, part.box.bottom + component.box.top};
    }
    return rest;
}

bool isInside(const PixelBox& inner, const PixelBox& outer)
{
    return inner.left > outer.left && inner.top > outer.top && inner.right < outer.right
        && inner.bottom < outer.bottom;
}

/// Label image: which component each pixel belongs to; 0 is none, 1 the first.
class ComponentMap {
public:
    ComponentMap(
        const std::vector<ConnectedComponent>& components, std::size_t rows, std::size_t columns)
        : m_components(components)
        , m_columns(columns)
        , m_owner(rows * columns)
    {
        for (std::size_t i = 0; i < components.size(); ++i) {
            for (const std::uint32_t pixel : components[i].pixels) {
                m_owner[pixel] = static_cast<std::uint32_t>(i + 1);
            }
        }
    }

    /// Whether rays from the centre of `inner` to the right, left, bottom and top all hit `outer`.
    bool surrounds(std::size_t outer, std::size_t inner) const
    {
        const PixelBox& box = m_components[outer].box;
        const PixelBox& middle = m_components[inner].box;
        constexpr std::array<std::array<int, 2>, 4> directions{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
        return std::all_of(
            directions.begin(), directions.end(), [&](const std::array<int, 2>& direction) {
                int x = (middle.left + middle.right) / 2;
                int y = (middle.top + middle.bottom) / 2;
                while (x >= box.left && x < box.right && y >= box.top && y < box.bottom) {
                    const auto pixel
                        = static_cast<std::size_t>(y) * m_columns + static_cast<std::size_t>(x);
                    if (m_owner[pixel] == outer + 1) {
                        return true;
                    }
                    x += direction[0];
                    y += direction[1];
                }
                return false;
            });
    }

private:
    const std::vector<ConnectedComponent>& m_components;
    std::size_t m_columns;
    std::vector<std::uint32_t> m_owner;
};

bool isLargeIn(const ConnectedComponent& inner, const ConnectedComponent& outer)
{
    constexpr std::size_t parts = 4; // a dot in a 0 is smaller
    return parts * std::max(inner.height(), inner.width()) >= outer.height();
}

/// Whether a component fills so little of its box that it is an outline, such as the edge of a
/// sheet with its shadow.
bool isOutline(const ConnectedComponent& component)
{
    constexpr std::size_t parts = 12; // a digit fills more of its box, even with a thin pen
    return component.pixels.size() * parts < component.height() * component.width();
}

/// Whether a component is far wider than a digit; a line may connect several.
bool isLong(const ConnectedComponent& component)
{
    return component.width() > 2 * component.height();
}

/// Median length of the vertical ink runs.
std::size_t lineThickness(const InkMask& mask)
{
    std::vector<std::size_t> runs;
    for (std::size_t column = 0; column < mask.columns; ++column) {
        std::size_t run = 0;
        for (std::size_t row = 0; row <= mask.rows; ++row) {
            if (row < mask.rows && mask.pixels[row * mask.columns + column] != 0) {
                ++run;
            } else if (run > 0) {
                runs.push_back(run);
                run = 0;
            }
        }
    }
    return median(std::move(runs));
}

/// Removes the ticks of a comb: thin vertical bars, lower than the digits between them.
std::vector<ConnectedComponent> withoutTicks(
    std::vector<ConnectedComponent> parts, std::size_t thickness)
{
    const auto isBar = [thickness](const ConnectedComponent& part) {
        return part.width() <= 2 * thickness + 2 && part.width() * 2 < part.height();
    };
    std::size_t highest = 0;
    for (const ConnectedComponent& part : parts) {
        highest = std::max(highest, isBar(part) ? 0 : part.height());
    }
    std::erase_if(parts, [&](const ConnectedComponent& part) {
        return isBar(part) && 5 * part.height() < 4 * highest;
    });
    return parts;
}

bool isReadable(const ConnectedComponent& component)
{
    return std::max(component.height(), component.width()) >= minSide;
}

/// Removes the lines that frame or underline a component.
std::vector<ConnectedComponent> unframed(const ConnectedComponent& component, std::size_t columns)
{
    if (std::min(component.height(), component.width()) >= 3 * minSide) {
        const InkMask mask = maskOf(component, columns);
        if (const std::size_t thickness = frameThickness(mask); thickness > 0) {
            return withoutLines(component, thickness, true, columns);
        }
    }
    if (isLong(component) && component.height() >= 2 * minSide) {
        const std::size_t thickness = lineThickness(maskOf(component, columns));
        return withoutTicks(withoutLines(component, thickness, false, columns), thickness);
    }
    return {component};
}

} // namespace

std::vector<ConnectedComponent> withoutFrames(
    std::vector<ConnectedComponent> components, std::size_t rows, std::size_t columns)
{
    // Hatching yields many components as large as the picture, none of which is a frame: bound the
    // work.
    constexpr std::size_t maxArea = 8; // times the picture's area
    std::size_t area = 0;
    std::vector<ConnectedComponent> kept;
    std::vector<ConnectedComponent> lines;
    for (ConnectedComponent& component : components) {
        area += component.height() * component.width();
        std::vector<ConnectedComponent> rest = area <= maxArea * rows * columns
            ? unframed(component, columns)
            : std::vector<ConnectedComponent>{component};
        std::erase_if(rest, [](const ConnectedComponent& part) { return !isReadable(part); });
        if (rest.empty()) {
            lines.push_back(std::move(component));
        } else {
            std::move(rest.begin(), rest.end(), std::back_inserter(kept));
        }
    }
    if (kept.empty()) {
        return lines; // a line on its own is what was drawn
    }
    const ComponentMap map(kept, rows, columns);
    std::vector<bool> surrounds(kept.size());
    for (std::size_t outer = 0; outer < kept.size(); ++outer) {
        for (std::size_t inner = 0; inner < kept.size() && !surrounds[outer]; ++inner) {
            surrounds[outer] = isReadable(kept[inner]) && isInside(kept[inner].box, kept[outer].box)
                && (isOutline(kept[outer])
                    || (isLargeIn(kept[inner], kept[outer]) && map.surrounds(outer, inner)));
        }
    }
    std::vector<ConnectedComponent> rest;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!surrounds[i]) {
            rest.push_back(std::move(kept[i]));
        }
    }
    return rest;
}

} // namespace numeral
