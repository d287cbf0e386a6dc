// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/float_values.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace numeral {

namespace {

static_assert(std::endian::native == std::endian::little);

float fromHalf(std::uint16_t half)
{
    constexpr int fractionBits = 10;
    constexpr int largestExponent = 31; // of infinities and NaNs
    constexpr int exponentOfUnit = 25; // a subnormal number's unit is 2^(1 - 25)
    const int exponent = half >> fractionBits & largestExponent;
    const int fraction = half & ((1 << fractionBits) - 1);
    const bool isNegative = (half & 0x8000U) != 0;
    float magnitude = 0;
    if (exponent == largestExponent) {
        magnitude = fraction == 0 ? std::numeric_limits<float>::infinity()
                                  : std::numeric_limits<float>::quiet_NaN();
    } else {
        const int significand = exponent == 0 ? fraction : fraction + (1 << fractionBits);
        magnitude
            = std::ldexp(static_cast<float>(significand), std::max(exponent, 1) - exponentOfUnit);
    }
    return isNegative ? -magnitude : magnitude;
}

/// A bfloat16 is the upper half of a float.
float fromBfloat16(std::uint16_t upperHalf)
{
    constexpr unsigned int halfWidth = 16;
    return std::bit_cast<float>(static_cast<std::uint32_t>(upperHalf) << halfWidth);
}

/// IEC 559 (IEEE 754) makes a number beyond float's range infinite.
float fromDouble(double value)
{
    static_assert(std::numeric_limits<float>::is_iec559);
    return static_cast<float>(value);
}

float fromFloat(float value)
{
    return value;
}

template <typename Stored, float (*convert)(Stored)>
void appendAll(std::string_view bytes, std::vector<float>& values)
{
    for (; !bytes.empty(); bytes.remove_prefix(sizeof(Stored))) {
        Stored stored;
        std::memcpy(&stored, bytes.data(), sizeof stored);
        values.push_back(convert(stored));
    }
}

struct FloatType {
    std::string_view name;
    std::size_t size; ///< bytes
    void (*append)(std::string_view bytes, std::vector<float>& values);
};

constexpr std::array floatTypes{
    FloatType{"F32", sizeof(float), &appendAll<float, fromFloat>},
    FloatType{"F16", sizeof(std::uint16_t), &appendAll<std::uint16_t, fromHalf>},
    FloatType{"BF16", sizeof(std::uint16_t), &appendAll<std::uint16_t, fromBfloat16>},
    FloatType{"F64", sizeof(double), &appendAll<double, fromDouble>},
};

const FloatType* findType(std::string_view name)
{
    const auto* const found = std::find_if(floatTypes.begin(), floatTypes.end(),
        [name](const FloatType& type) { return type.name == name; });
    return found == floatTypes.end() ? nullptr : found;
}

} // namespace

std::optional<std::size_t> floatSize(std::string_view type)
{
    const FloatType* found = findType(type);
    return found == nullptr ? std::nullopt : std::optional(found->size);
}

void appendFloats(std::string_view type, std::string_view bytes, std::vector<float>& values)
{
    const FloatType* found = findType(type);
    assert(found != nullptr && bytes.size() % found->size == 0);
    found->append(bytes, values);
}

} // namespace numeral
