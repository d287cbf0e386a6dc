// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/natural_order.h"

#include <algorithm>
#include <compare>
#include <cstddef>

namespace numeral {

namespace {

constexpr std::string_view digits = "0123456789";

/// Removes and returns the digits, or the other characters, that the text starts with.
std::string_view takePart(std::string_view& text)
{
    const bool isNumber = digits.find(text.front()) != std::string_view::npos;
    const std::size_t end = isNumber ? text.find_first_not_of(digits) : text.find_first_of(digits);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(part.size());
    return part;
}

std::string_view withoutLeadingZeros(std::string_view number)
{
    return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

bool startsWithDigit(std::string_view part)
{
    return digits.find(part.front()) != std::string_view::npos;
}

std::strong_ordering compareParts(std::string_view a, std::string_view b)
{
    if (startsWithDigit(a) && startsWithDigit(b)) {
        a = withoutLeadingZeros(a);
        b = withoutLeadingZeros(b);
        if (a.size() != b.size()) {
            return a.size() <=> b.size();
        }
    }
    return a <=> b;
}

} // namespace

bool naturalLess(std::string_view a, std::string_view b)
{
    std::string_view restOfA = a;
    std::string_view restOfB = b;
    while (!restOfA.empty() && !restOfB.empty()) {
        const std::strong_ordering order = compareParts(takePart(restOfA), takePart(restOfB));
        if (order != std::strong_ordering::equal) {
            return order == std::strong_ordering::less;
        }
    }
    if (restOfA.empty() != restOfB.empty()) {
        return restOfA.empty();
    }
    return a < b; // they differ in leading zeros at most
}

} // namespace numeral
