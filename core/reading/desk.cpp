// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/desk.h"

#include "core/reading/histogram.h"
#include "core/reading/ink_mask.h"
#include "core/reading/morphology.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace numeral {

namespace {

double meanBetween(const Histogram& histogram, int from, int to)
{
    double sum = 0;
    double count = 0;
    for (int grey = from; grey < to; ++grey) {
        const auto each = static_cast<double>(histogram[static_cast<std::size_t>(grey)]);
        sum += grey * each;
        count += each;
    }
    return count > 0 ? sum / count : 0;
}

/// Gives each desk pixel the grey of the nearest pixel in its row that isn't desk.
void coverRow(GreyImage& picture, const GreyImage& desk, std::size_t row)
{
    std::vector<std::size_t> ofPaper;
    for (std::size_t column = 0; column < desk.columns; ++column) {
        if (desk.at(row, column) != 0) {
            ofPaper.push_back(column);
        }
    }
    std::size_t next = 0;
    for (std::size_t column = 0; column < desk.columns && !ofPaper.empty(); ++column) {
        const auto distance = [column](std::size_t other) {
            return std::max(column, other) - std::min(column, other);
        };
        while (
            next + 1 < ofPaper.size() && distance(ofPaper[next + 1]) <= distance(ofPaper[next])) {
            ++next;
        }
        picture.at(row, column) = picture.at(row, ofPaper[next]);
    }
}

GreyImage cropped(const GreyImage& image, const PixelBox& box)
{
    GreyImage result(static_cast<std::size_t>(box.height()), static_cast<std::size_t>(box.width()));
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            result.at(row, column) = image.at(static_cast<std::size_t>(box.top) + row,
                static_cast<std::size_t>(box.left) + column);
        }
    }
    return result;
}

} // namespace

std::optional<GreyImage> deskOf(const GreyImage& picture, const GreyImage& paper)
{
    constexpr double maxLightnessRatio = 0.65; // the desk's mean lightness, relative to the sheet's
    constexpr std::size_t blurParts = 100; // edge blur: 1/100 of the picture's shorter side
    constexpr std::size_t sheetParts = 12; // smallest sheet: 1/12 of the picture
    const Histogram greys = histogramOf(paper);
    const int threshold = otsuThreshold(greys);
    const double dark = meanBetween(greys, 0, threshold);
    const double light = meanBetween(greys, threshold, 256);
    if (dark > maxLightnessRatio * light) {
        return std::nullopt;
    }
    InkMask mask(picture.rows, picture.columns);
    std::transform(picture.pixels.begin(), picture.pixels.end(), mask.pixels.begin(),
        [middle = (dark + light) / 2](int grey) { return grey < middle ? 1 : 0; });
    GreyImage desk(picture.rows, picture.columns);
    std::fill(desk.pixels.begin(), desk.pixels.end(), std::uint8_t{255});
    const auto set = [&desk](const ConnectedComponent& component, std::uint8_t value) {
        for (const std::uint32_t pixel : component.pixels) {
            desk.pixels[pixel] = value;
        }
    };
    bool isThere = false;
    for (const ConnectedComponent& component : connectedComponents(std::move(mask))) {
        if (std::any_of(component.pixels.begin(), component.pixels.end(),
                [&](std::uint32_t pixel) { return paper.pixels[pixel] < threshold; })) {
            set(component, 0);
            isThere = true;
        }
    }
    // Grow the desk over the blurred edge and the shadow between it and the sheet.
    desk = eroded(desk, std::max<std::size_t>(std::min(desk.rows, desk.columns) / blurParts, 2));
    InkMask sheet(desk.rows, desk.columns);
    std::transform(desk.pixels.begin(), desk.pixels.end(), sheet.pixels.begin(),
        [](int grey) { return grey != 0 ? 1 : 0; });
    bool hasSheet = false;
    for (const ConnectedComponent& component : connectedComponents(std::move(sheet))) {
        if (sheetParts * component.pixels.size() < desk.pixels.size()) {
            set(component, 0); // another object on the desk
        } else {
            hasSheet = true;
        }
    }
    return isThere && hasSheet ? std::optional(std::move(desk)) : std::nullopt;
}

Sheet sheetOf(const GreyImage& picture, const GreyImage& desk)
{
    PixelBox box;
    for (std::size_t row = 0; row < desk.rows; ++row) {
        for (std::size_t column = 0; column < desk.columns; ++column) {
            if (desk.at(row, column) != 0) {
                const auto x = static_cast<int>(column);
                const auto y = static_cast<int>(row);
                box.include({x, y, x + 1, y + 1});
            }
        }
    }
    Sheet sheet{cropped(picture, box), box};
    const GreyImage around = cropped(desk, box);
    for (std::size_t row = 0; row < around.rows; ++row) {
        coverRow(sheet.picture, around, row);
    }
    return sheet;
}

} // namespace numeral
