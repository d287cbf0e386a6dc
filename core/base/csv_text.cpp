// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv_text.h"

#include <algorithm>

namespace numeral {

namespace {

void addField(std::string& line, std::string_view text, char separator)
{
    const bool isQuoted = std::any_of(text.begin(), text.end(), [separator](char character) {
        return character == separator || character == '"' || character == '\n' || character == '\r';
    });
    if (!isQuoted) {
        line += text;
        return;
    }
    line += '"';
    for (const char character : text) {
        line.append(character == '"' ? 2 : 1, character);
    }
    line += '"';
}

template <typename Fields>
std::string lineOf(const Fields& fields, char separator)
{
    std::string line;
    for (const std::string_view field : fields) {
        addField(line, field, separator);
        line += separator;
    }
    if (!line.empty()) {
        line.pop_back();
    }
    return line + '\n';
}

} // namespace

std::string csvLine(std::initializer_list<std::string_view> fields, char separator)
{
    return lineOf(fields, separator);
}

std::string csvLineOf(std::span<const std::string> fields, char separator)
{
    return lineOf(fields, separator);
}

} // namespace numeral
