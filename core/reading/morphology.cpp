// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/morphology.h"

#include <algorithm>
#include <functional>

namespace numeral {

namespace {

/// Replaces each of a line's pixels, `step` apart in memory, by the extremum of its window, using a
/// monotonic queue of the pixels that can still become one (Lemire 2006, "Streaming maximum-minimum
/// filter using no more than three comparisons per element").
template <typename Beats>
void filterLine(std::uint8_t* pixels, std::size_t count, std::size_t step, std::size_t reach,
    std::vector<std::uint8_t>& line, std::vector<std::size_t>& queue, const Beats& beats)
{
    for (std::size_t i = 0; i < count; ++i) {
        line[i] = pixels[i * step];
    }
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < count + reach; ++i) {
        if (i < count) {
            while (last > first && !beats(line[queue[last - 1]], line[i])) {
                --last;
            }
            queue[last++] = i;
        }
        if (i >= reach) {
            const std::size_t middle = i - reach;
            if (queue[first] + reach < middle) {
                ++first;
            }
            pixels[middle * step] = line[queue[first]];
        }
    }
}

template <typename Beats>
void filter(GreyImage& image, std::size_t reach, const Beats& beats)
{
    const std::size_t longest = std::max(image.rows, image.columns);
    std::vector<std::uint8_t> line(longest);
    std::vector<std::size_t> queue(longest);
    for (std::size_t row = 0; row < image.rows; ++row) {
        filterLine(
            image.pixels.data() + row * image.columns, image.columns, 1, reach, line, queue, beats);
    }
    for (std::size_t column = 0; column < image.columns; ++column) {
        filterLine(
            image.pixels.data() + column, image.rows, image.columns, reach, line, queue, beats);
    }
}

/// Pads the image by replicating its border pixels, as if structures that touch the border
/// continued beyond it.
GreyImage padded(const GreyImage& image, std::size_t reach)
{
    GreyImage result(image.rows + 2 * reach, image.columns + 2 * reach);
    const auto inside = [reach](std::size_t place, std::size_t size) {
        return std::clamp(place, reach, reach + size - 1) - reach;
    };
    for (std::size_t row = 0; row < result.rows; ++row) {
        const std::uint8_t* from = image.pixels.data() + inside(row, image.rows) * image.columns;
        std::uint8_t* to = result.pixels.data() + row * result.columns;
        std::fill_n(to, reach, from[0]);
        std::copy_n(from, image.columns, to + reach);
        std::fill_n(to + reach + image.columns, reach, from[image.columns - 1]);
    }
    return result;
}

GreyImage unpadded(const GreyImage& image, std::size_t reach)
{
    GreyImage result(image.rows - 2 * reach, image.columns - 2 * reach);
    for (std::size_t row = 0; row < result.rows; ++row) {
        std::copy_n(image.pixels.data() + (row + reach) * image.columns + reach, result.columns,
            result.pixels.data() + row * result.columns);
    }
    return result;
}

template <typename First, typename Second>
GreyImage filteredTwice(
    const GreyImage& image, std::size_t reach, const First& first, const Second& second)
{
    if (image.pixels.empty()) {
        return {};
    }
    GreyImage wide = padded(image, reach);
    filter(wide, reach, first);
    filter(wide, reach, second);
    return unpadded(wide, reach);
}

} // namespace

GreyImage eroded(const GreyImage& image, std::size_t reach)
{
    GreyImage result = image;
    filter(result, reach, std::less<>());
    return result;
}

GreyImage closed(const GreyImage& image, std::size_t reach)
{
    return filteredTwice(image, reach, std::greater<>(), std::less<>());
}

GreyImage opened(const GreyImage& image, std::size_t reach)
{
    return filteredTwice(image, reach, std::less<>(), std::greater<>());
}

} // namespace numeral
