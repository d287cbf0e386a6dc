// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/image_look.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace numeral {

LookConversion::LookConversion(const ImageLook& from, const ImageLook& to)
    : m_transposes(from.transposed != to.transposed)
{
    assert(from.paper != from.ink && to.paper != to.ink);
    const double scale = static_cast<double>(to.ink - to.paper) / (from.ink - from.paper);
    for (int grey = 0; grey < 256; ++grey) {
        const long converted = std::lround(to.paper + scale * (grey - from.paper));
        m_greys[static_cast<std::size_t>(grey)]
            = static_cast<std::uint8_t>(std::clamp(converted, 0L, 255L));
    }
}

void LookConversion::convert(std::span<const std::uint8_t> image, const ImageShape& shape,
    std::span<std::uint8_t> output) const
{
    assert(image.size() == shape.pixels() && output.size() == shape.pixels());
    if (!m_transposes) {
        std::transform(image.begin(), image.end(), output.begin(),
            [this](std::uint8_t grey) { return m_greys[grey]; });
        return;
    }
    assert(shape.rows == shape.columns);
    for (std::size_t row = 0; row < shape.rows; ++row) {
        for (std::size_t column = 0; column < shape.columns; ++column) {
            output[column * shape.rows + row] = m_greys[image[row * shape.columns + column]];
        }
    }
}

namespace {

GreyImage converted(const GreyImage& image, const ImageLook& from, const ImageLook& to)
{
    if (from == to) {
        return image;
    }
    GreyImage output(image.rows, image.columns);
    LookConversion(from, to).convert(image.pixels, {image.rows, image.columns}, output.pixels);
    return output;
}

} // namespace

GreyImage withLook(const GreyImage& plain, const ImageLook& look)
{
    return converted(plain, {}, look);
}

GreyImage plainOf(const GreyImage& image, const ImageLook& look)
{
    return converted(image, look, {});
}

} // namespace numeral
