// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/npy_array.h"

#include "core/base/number_text.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace numeral {

namespace {

std::string_view asText(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t bitsOf(std::span<const std::uint8_t> item, bool isBigEndian)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < item.size(); ++i) {
        bits = (bits << 8U) | item[isBigEndian ? i : item.size() - 1 - i];
    }
    return bits;
}

/// IEEE 754 binary16.
double halfPrecision(std::uint64_t bits)
{
    constexpr int fractionBits = 10;
    constexpr int bias = 15;
    const auto fraction = static_cast<double>(bits & 0x3FFU);
    const int exponent = static_cast<int>((bits >> 10U) & 0x1FU);
    const double sign = (bits >> 15U) != 0 ? -1 : 1;
    if (exponent == 0) {
        return sign * std::ldexp(fraction, 1 - bias - fractionBits);
    }
    if (exponent == 0x1F) {
        return fraction != 0 ? std::numeric_limits<double>::quiet_NaN()
                             : sign * std::numeric_limits<double>::infinity();
    }
    return sign * std::ldexp(0x400 + fraction, exponent - bias - fractionBits);
}

double signedNumber(std::uint64_t bits, std::size_t size)
{
    const unsigned int unused = 64U - 8U * static_cast<unsigned int>(size);
    return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
}

void addUtf8(std::string& text, std::uint32_t character)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    const auto addRest = [&](unsigned int shift) { add(0x80U | ((character >> shift) & 0x3FU)); };
    if (character < 0x80U) {
        add(character);
    } else if (character < 0x800U) {
        add(0xC0U | (character >> 6U));
        addRest(0);
    } else if (character < 0x10000U) {
        add(0xE0U | (character >> 12U));
        addRest(6);
        addRest(0);
    } else {
        add(0xF0U | ((character >> 18U) & 0x07U));
        addRest(12);
        addRest(6);
        addRest(0);
    }
}

/// Returns what follows a key in the header's dictionary: "'descr': " and so on.
std::string_view valueOf(std::string_view dictionary, std::string_view key)
{
    const std::size_t place = dictionary.find(key);
    if (place == std::string_view::npos) {
        return {};
    }
    dictionary.remove_prefix(place + key.size());
    dictionary.remove_prefix(std::min(dictionary.find_first_not_of(": "), dictionary.size()));
    return dictionary;
}

/// Parses a tuple of numbers such as "(60000, 28, 28)".
std::optional<std::vector<std::size_t>> shapeIn(std::string_view text)
{
    const std::size_t end = text.find(')');
    if (!text.starts_with('(') || end == std::string_view::npos) {
        return std::nullopt;
    }
    text = text.substr(1, end - 1);
    std::vector<std::size_t> shape;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view number = text.substr(0, comma);
        number.remove_prefix(std::min(number.find_first_not_of(' '), number.size()));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (number.empty()) {
            continue;
        }
        const auto extent = parseWhole(number);
        if (!extent || *extent < 0) {
            return std::nullopt;
        }
        shape.push_back(static_cast<std::size_t>(*extent));
    }
    return shape;
}

class NpyReader {
public:
    NpyReader(ByteSource& source, std::filesystem::path name)
        : m_source(source)
        , m_name(std::move(name))
    {
    }

    Result<NpyArray> read()
    {
        const Result<std::string> dictionary = readDictionary();
        if (!dictionary) {
            return tl::unexpected(dictionary.error());
        }
        NpyArray array;
        if (const Result<void> known = readHeader(*dictionary, array); !known) {
            return tl::unexpected(known.error());
        }
        std::uint64_t size = array.itemSize;
        for (const std::size_t extent : array.shape) {
            if (extent > 0 && size > m_source.maxSize() / extent) {
                return malformed("is truncated: its header announces more bytes than it has");
            }
            size *= extent;
        }
        array.values.resize(static_cast<std::size_t>(size));
        const Result<std::size_t> got = take(array.values);
        if (!got) {
            return tl::unexpected(got.error());
        }
        if (*got < array.values.size()) {
            return malformed("is truncated: its header announces more bytes than it has");
        }
        array.checksum = m_sha256.hex();
        return array;
    }

private:
    tl::unexpected<Error> malformed(const std::string& fault) const
    {
        return failure(ErrorCode::FileMalformed, "“" + m_name.string() + "” " + fault + ".");
    }

    Result<std::size_t> take(std::span<std::uint8_t> buffer)
    {
        Result<std::size_t> got = m_source.read(buffer);
        if (got) {
            m_sha256.add(asText(buffer.first(*got)));
        }
        return got;
    }

    Result<std::string> readDictionary()
    {
        std::array<std::uint8_t, 8> start{};
        const Result<std::size_t> got = take(start);
        if (!got) {
            return tl::unexpected(got.error());
        }
        constexpr std::string_view magic = "\x93NUMPY";
        if (*got < start.size() || !asText(start).starts_with(magic)) {
            return malformed("is not a NumPy array");
        }
        const bool isLong = start[6] > 1; // version 2 and later
        std::array<std::uint8_t, 4> length{};
        const auto lengthBytes = std::span(length).first(isLong ? 4 : 2);
        constexpr std::uint64_t longest = 65536;
        const Result<std::size_t> more = take(lengthBytes);
        const std::uint64_t size = bitsOf(lengthBytes, false);
        if (!more || *more < lengthBytes.size() || size > longest) {
            return more ? malformed("has a damaged header") : tl::unexpected(more.error());
        }
        std::vector<std::uint8_t> text(static_cast<std::size_t>(size));
        const Result<std::size_t> rest = take(text);
        if (!rest || *rest < text.size()) {
            return rest ? malformed("has a damaged header") : tl::unexpected(rest.error());
        }
        return std::string(asText(text));
    }

    Result<void> readHeader(std::string_view dictionary, NpyArray& array) const
    {
        std::string_view type = valueOf(dictionary, "'descr'");
        if (type.starts_with('\'')) {
            type = type.substr(1, type.find('\'', 1) - 1);
        }
        constexpr std::string_view byteOrders = "<>|=";
        if (type.size() < 2 || byteOrders.find(type.front()) == std::string_view::npos) {
            return malformed("holds structured values, where plain numbers are expected");
        }
        array.isBigEndian = type.front() == '>';
        array.kind = type[1];
        if (array.kind == 'O') {
            return malformed("holds Python objects, which can't be read; save plain numbers");
        }
        const std::int64_t size = parseWhole(type.substr(2)).value_or(0);
        const bool isText = array.isText();
        array.itemSize = static_cast<std::size_t>(array.kind == 'U' ? 4 * size : size);
        const bool isNumber = std::string_view("buif").find(array.kind) != std::string_view::npos
            && (size == 1 || size == 2 || size == 4 || size == 8)
            && (array.kind != 'f' || size > 1);
        constexpr std::int64_t longestText = 1000;
        if (!isNumber && !(isText && size >= 1 && size <= longestText)) {
            return malformed(std::string("holds values of NumPy's type “")
                                 .append(type)
                                 .append("”, where numbers or text are expected"));
        }
        if (valueOf(dictionary, "'fortran_order'").starts_with("True")) {
            return malformed("is stored in Fortran order; save it after numpy.ascontiguousarray");
        }
        const auto shape = shapeIn(valueOf(dictionary, "'shape'"));
        if (!shape) {
            return malformed("has a damaged header");
        }
        array.shape = *shape;
        return {};
    }

    ByteSource& m_source;
    std::filesystem::path m_name;
    Sha256 m_sha256;
};

} // namespace

double NpyArray::number(std::size_t index) const
{
    const std::uint64_t bits
        = bitsOf(std::span(values).subspan(index * itemSize, itemSize), isBigEndian);
    if (kind == 'f') {
        switch (itemSize) {
        case 2:
            return halfPrecision(bits);
        case 4:
            return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
        default:
            return std::bit_cast<double>(bits);
        }
    }
    return kind == 'i' ? signedNumber(bits, itemSize) : static_cast<double>(bits);
}

std::string NpyArray::text(std::size_t index) const
{
    const std::size_t width = kind == 'U' ? 4 : 1;
    std::string text;
    for (std::size_t i = 0; i < itemSize; i += width) {
        const auto character = static_cast<std::uint32_t>(
            bitsOf(std::span(values).subspan(index * itemSize + i, width), isBigEndian));
        if (character == 0) {
            break; // what follows is padding
        }
        addUtf8(text, character);
    }
    return text;
}

Result<NpyArray> readNpy(ByteSource& source, const std::filesystem::path& name)
{
    return NpyReader(source, name).read();
}

} // namespace numeral
