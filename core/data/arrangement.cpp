// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/arrangement.h"

#include "core/ink/digit_normaliser.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace numeral {

namespace {

constexpr std::uint8_t faintest = 40; ///< darker greys are noise, not ink

/// The ink of one image, in units of 1/28 of its longer side.
struct InkMeasures {
    double length; ///< of the bounding box's longer side
    double fromCentre; ///< how far the centre of mass is off the middle, along the worse axis
};

std::optional<InkMeasures> measure(std::span<const std::uint8_t> image, const ImageShape& shape)
{
    std::size_t top = shape.rows;
    std::size_t bottom = 0;
    std::size_t left = shape.columns;
    std::size_t right = 0;
    double mass = 0;
    double rowMoment = 0;
    double columnMoment = 0;
    for (std::size_t row = 0; row < shape.rows; ++row) {
        for (std::size_t column = 0; column < shape.columns; ++column) {
            const std::uint8_t grey = image[row * shape.columns + column];
            if (grey < faintest) {
                continue;
            }
            top = std::min(top, row);
            bottom = row + 1;
            left = std::min(left, column);
            right = std::max(right, column + 1);
            mass += grey;
            rowMoment += grey * (static_cast<double>(row) + 0.5);
            columnMoment += grey * (static_cast<double>(column) + 0.5);
        }
    }
    if (mass == 0) {
        return std::nullopt;
    }
    const double unit = static_cast<double>(std::max(shape.rows, shape.columns)) / 28;
    // MNIST's middle is half a pixel below and right of the image's: see normaliseDigit.
    const auto off = [unit](double moment, double total, std::size_t side) {
        return std::abs(moment / total / unit - (static_cast<double>(side) / unit + 1) / 2);
    };
    return InkMeasures{static_cast<double>(std::max(bottom - top, right - left)) / unit,
        std::max(off(rowMoment, mass, shape.rows), off(columnMoment, mass, shape.columns))};
}

/// Repeats each pixel in both directions.
GreyImage enlarged(const GreyImage& image, std::size_t times)
{
    GreyImage larger(image.rows * times, image.columns * times);
    for (std::size_t row = 0; row < larger.rows; ++row) {
        for (std::size_t column = 0; column < larger.columns; ++column) {
            larger.at(row, column) = image.at(row / times, column / times);
        }
    }
    return larger;
}

/// Ink shorter than half of MNIST's 20 pixels would stay small: see normaliseDigit.
std::size_t enlargementFor(const GreyImage& ink, const ImageShape& shape)
{
    constexpr double enough = 10.5; // of 28 pixels
    const auto found = measure(ink.pixels, shape);
    return found ? static_cast<std::size_t>(std::ceil(enough / found->length)) : 1;
}

} // namespace

Arrangement findArrangement(const LabelledImages& images)
{
    constexpr std::size_t sampled = 500;
    constexpr double most = 0.85; // of the images
    std::vector<InkMeasures> measures;
    for (std::size_t i = 0; i < std::min(images.size(), sampled); ++i) {
        const std::size_t index = i * images.size() / std::min(images.size(), sampled);
        if (const auto found = measure(images.image(index), images.shape())) {
            measures.push_back(*found);
        }
    }
    const auto areMost = [&measures](const auto& isSo) {
        const auto count = std::count_if(measures.begin(), measures.end(), isSo);
        return static_cast<double>(count) >= most * static_cast<double>(measures.size());
    };
    if (measures.empty()) {
        return Arrangement::Unknown;
    }
    if (areMost([](const InkMeasures& ink) {
            return ink.length >= 17 && ink.length <= 21.5 && ink.fromCentre <= 1.5;
        })) {
        return Arrangement::LikeMnist;
    }
    return areMost([](const InkMeasures& ink) { return ink.length >= 26; })
        ? Arrangement::FillsImage
        : Arrangement::Varied;
}

LabelledImages arrangedLikeMnist(const LabelledImages& images)
{
    const ImageShape& shape = images.shape();
    const std::size_t size = shape.pixels();
    std::vector<std::uint8_t> pixels(images.pixels().begin(), images.pixels().end());
    GreyImage ink(shape.rows, shape.columns);
    for (std::size_t i = 0; i < images.size(); ++i) {
        std::transform(images.image(i).begin(), images.image(i).end(), ink.pixels.begin(),
            [](std::uint8_t grey) { return grey < faintest ? std::uint8_t{0} : grey; });
        const GreyImage large = enlarged(ink, enlargementFor(ink, shape));
        if (const std::optional<GreyImage> arranged = normaliseDigit(large, shape)) {
            std::copy(arranged->pixels.begin(), arranged->pixels.end(),
                pixels.begin() + static_cast<std::ptrdiff_t>(i * size));
        }
    }
    return {shape, Bytes(std::move(pixels)), images.sharedLabels(), images.look()};
}

} // namespace numeral
