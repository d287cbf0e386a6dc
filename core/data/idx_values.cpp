// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx_values.h"

#include "core/base/number_text.h"
#include "core/data/pixel_values.h"

#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace numeral {

namespace {

/// Reads a value, most significant byte first.
double valueAt(const std::uint8_t* bytes, IdxType type)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeOf(type); ++i) {
        bits = bits << 8U | bytes[i];
    }
    switch (type) {
    case IdxType::UnsignedByte:
        break;
    case IdxType::Byte:
        return static_cast<std::int8_t>(bits);
    case IdxType::Short:
        return static_cast<std::int16_t>(bits);
    case IdxType::Int:
        return static_cast<std::int32_t>(bits);
    case IdxType::Float:
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    case IdxType::Double:
        return std::bit_cast<double>(bits);
    }
    return static_cast<double>(bits);
}

} // namespace

std::size_t sizeOf(IdxType type)
{
    switch (type) {
    case IdxType::UnsignedByte:
    case IdxType::Byte:
        return 1;
    case IdxType::Short:
        return 2;
    case IdxType::Int:
    case IdxType::Float:
        return 4;
    case IdxType::Double:
        return 8;
    }
    return 0;
}

tl::expected<Bytes, std::string> pixelsFrom(const Bytes& values, IdxType type)
{
    if (type == IdxType::UnsignedByte) {
        return values;
    }
    const std::size_t size = sizeOf(type);
    PixelValues pixels;
    pixels.reserve(values.size() / size);
    for (std::size_t i = 0; i < values.size(); i += size) {
        pixels.add(valueAt(values.span().data() + i, type));
    }
    auto bytes = pixels.take();
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return Bytes(std::move(*bytes));
}

tl::expected<std::vector<Label>, std::string> labelsFrom(
    const Bytes& values, IdxType type, std::size_t columns)
{
    const std::size_t rowSize = columns * sizeOf(type);
    std::vector<Label> labels(values.size() / rowSize);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double value = valueAt(values.span().data() + i * rowSize, type);
        if (!(value >= 0 && value < maximumClasses && std::floor(value) == value)) {
            return tl::unexpected("has the label " + shortText(value)
                + ", where whole numbers from 0 to " + std::to_string(maximumClasses - 1)
                + " are expected");
        }
        labels[i] = static_cast<Label>(value);
    }
    return labels;
}

} // namespace numeral
