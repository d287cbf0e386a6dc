// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/class_kind.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace numeral {

namespace {

constexpr std::array kindNames{
    std::pair{ClassKind::Digits, std::string_view("digits")},
    std::pair{ClassKind::Letters, std::string_view("letters")},
    std::pair{ClassKind::Things, std::string_view("things")},
};

/// The only code point of a text in UTF-8; 0 if it has none, several, or is malformed.
std::uint32_t onlyCodePoint(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() != length) {
        return 0;
    }
    std::uint32_t point = length == 1 ? first : first & (0x7FU >> length);
    for (const char byte : text.substr(1)) {
        point = (point << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    return point;
}

/// Whether the name is a letter of an alphabet: Latin, Greek, Cyrillic, Armenian, Hebrew or Arabic.
/// Those of other scripts often consist of parts that stand side by side.
bool isLetterName(std::string_view name)
{
    const std::uint32_t point = onlyCodePoint(name);
    const bool isAscii = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    const bool isMathematicalSign = point == 0xD7 || point == 0xF7; // × and ÷
    return isAscii || (point >= 0xC0 && point < 0x700 && !isMathematicalSign);
}

} // namespace

bool isDigitName(std::string_view name)
{
    return name.size() == 1 && name[0] >= '0' && name[0] <= '9';
}

ClassKind kindOf(const std::vector<std::string>& names)
{
    if (names.empty()) {
        return ClassKind::Things;
    }
    if (std::all_of(names.begin(), names.end(), isDigitName)) {
        return ClassKind::Digits;
    }
    const bool areLetters = std::all_of(names.begin(), names.end(),
        [](const std::string& name) { return isDigitName(name) || isLetterName(name); });
    return areLetters ? ClassKind::Letters : ClassKind::Things;
}

std::string_view classKindName(ClassKind kind)
{
    return std::find_if(kindNames.begin(), kindNames.end(), [kind](const auto& entry) {
        return entry.first == kind;
    })->second;
}

std::optional<ClassKind> findClassKind(std::string_view name)
{
    const auto* const found = std::find_if(kindNames.begin(), kindNames.end(),
        [name](const auto& entry) { return entry.second == name; });
    return found != kindNames.end() ? std::optional(found->first) : std::nullopt;
}

} // namespace numeral
