// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/foreground.h"

#include "core/reading/histogram.h"
#include "core/reading/morphology.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace numeral {

namespace {

/// Estimates the standard deviation of the noise by the median absolute difference of horizontal
/// neighbours, most of which are on paper.
double noiseDeviation(const GreyImage& image)
{
    constexpr double medianOfDifference = 0.954; // of two standard normal variables
    Histogram histogram{};
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 1; column < image.columns; ++column) {
            ++histogram[static_cast<std::size_t>(
                std::abs(image.at(row, column) - image.at(row, column - 1)))];
        }
    }
    return quantile(histogram, 0.5) / medianOfDifference;
}

/// 3×3 box filter, clipped at the border.
GreyImage smoothed(const GreyImage& image)
{
    GreyImage result(image.rows, image.columns);
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            int sum = 0;
            int count = 0;
            for (std::size_t r = row - std::min<std::size_t>(row, 1);
                 r < std::min(row + 2, image.rows); ++r) {
                for (std::size_t c = column - std::min<std::size_t>(column, 1);
                     c < std::min(column + 2, image.columns); ++c) {
                    sum += image.at(r, c);
                    ++count;
                }
            }
            result.at(row, column) = static_cast<std::uint8_t>((sum + count / 2) / count);
        }
    }
    return result;
}

/// A threshold above the grain of the paper, which most of the picture is: 4.5 standard deviations
/// above the median.
int grainThreshold(const Histogram& differences)
{
    constexpr double deviations = 4.5;
    constexpr double tenthInDeviations = 1.28; // of a normal distribution, below its median
    const int middle = quantile(differences, 0.5);
    const int tenth = quantile(differences, 0.1);
    return middle + static_cast<int>(deviations / tenthInDeviations * (middle - tenth));
}

} // namespace

Foreground foregroundOf(const GreyImage& lightness, InkTone tone)
{
    constexpr std::size_t parts = 8;
    constexpr double noisy = 2.5; // grey levels
    constexpr int minPaperGrey = 60; // a lower divisor would amplify noise
    constexpr int minInkContrast = 26;
    const std::size_t reach
        = std::max<std::size_t>(std::min(lightness.rows, lightness.columns) / parts, 8);
    const double noise = noiseDeviation(lightness);
    const GreyImage picture = noise > noisy ? smoothed(lightness) : lightness;
    Foreground result{GreyImage(picture.rows, picture.columns),
        tone == InkTone::Dark ? closed(picture, reach) : opened(picture, reach), 0, 0};
    const GreyImage& paper = result.paper;
    Histogram histogram{};
    for (std::size_t i = 0; i < paper.pixels.size(); ++i) {
        // In shadow, contrast shrinks in proportion to the remaining light: divide by the paper's.
        const int difference = tone == InkTone::Dark ? 255 * (paper.pixels[i] - picture.pixels[i])
                / std::max<int>(paper.pixels[i], minPaperGrey)
                                                     : picture.pixels[i] - paper.pixels[i];
        result.ink.pixels[i] = static_cast<std::uint8_t>(difference);
        ++histogram[static_cast<std::size_t>(difference)];
    }
    result.threshold
        = std::max({otsuThreshold(histogram), minInkContrast, grainThreshold(histogram)});
    result.pixels = static_cast<std::size_t>(std::count_if(result.ink.pixels.begin(),
        result.ink.pixels.end(), [&result](int grey) { return grey >= result.threshold; }));
    return result;
}

GreyImage scaledDown(const GreyImage& image, std::size_t maxSide)
{
    const std::size_t longer = std::max(image.rows, image.columns);
    if (longer <= maxSide) {
        return image;
    }
    const auto scaled = [&](std::size_t side) {
        return std::max<std::size_t>((side * maxSide + longer / 2) / longer, 1);
    };
    GreyImage result(scaled(image.rows), scaled(image.columns));
    const double rowStep = static_cast<double>(image.rows) / static_cast<double>(result.rows);
    const double columnStep
        = static_cast<double>(image.columns) / static_cast<double>(result.columns);
    std::vector<double> sums(image.columns);
    for (std::size_t row = 0; row < result.rows; ++row) {
        // Weight each source row by how much of it overlaps this target row.
        const double top = static_cast<double>(row) * rowStep;
        const double bottom = std::min(top + rowStep, static_cast<double>(image.rows));
        std::fill(sums.begin(), sums.end(), 0.0);
        for (auto source = static_cast<std::size_t>(top);
             source < image.rows && static_cast<double>(source) < bottom; ++source) {
            const double fraction = std::min(bottom, static_cast<double>(source + 1))
                - std::max(top, static_cast<double>(source));
            for (std::size_t column = 0; column < image.columns; ++column) {
                sums[column] += fraction * image.at(source, column);
            }
        }
        for (std::size_t column = 0; column < result.columns; ++column) {
            const double left = static_cast<double>(column) * columnStep;
            const double right = std::min(left + columnStep, static_cast<double>(image.columns));
            double sum = 0;
            for (auto source = static_cast<std::size_t>(left);
                 source < image.columns && static_cast<double>(source) < right; ++source) {
                sum += sums[source]
                    * (std::min(right, static_cast<double>(source + 1))
                        - std::max(left, static_cast<double>(source)));
            }
            result.at(row, column) = static_cast<std::uint8_t>(
                std::clamp(sum / ((bottom - top) * (right - left)) + 0.5, 0.0, 255.0));
        }
    }
    return result;
}

} // namespace numeral
