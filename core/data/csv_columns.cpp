// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_columns.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/data/file_tree.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
        ? std::string_view()
        : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view unquoted(std::string_view field)
{
    field = trimmed(field);
    return field.size() >= 2 && field.front() == '"' && field.back() == '"'
        ? field.substr(1, field.size() - 2)
        : field;
}

template <std::size_t count>
bool isOneOf(std::string_view name, const std::array<std::string_view, count>& names)
{
    return std::find(names.begin(), names.end(), lowerCase(name)) != names.end();
}

bool namesLabels(std::string_view column)
{
    constexpr std::array<std::string_view, 8> names{
        "label", "labels", "class", "target", "digit", "letter", "character", "y"};
    return isOneOf(column, names);
}

bool namesNothing(std::string_view column)
{
    constexpr std::array<std::string_view, 6> names{
        "", "id", "index", "imageid", "unnamed: 0", "unnamed:0"};
    return isOneOf(column, names);
}

/// Parses the name of a pixel's column as "row x column", from 1 on: "28x28".
std::optional<ImageShape> placeOf(std::string_view column)
{
    const std::size_t cross = column.find('x');
    if (cross == std::string_view::npos) {
        return std::nullopt;
    }
    const auto row = parseWhole(column.substr(0, cross));
    const auto inRow = parseWhole(column.substr(cross + 1));
    return row && inRow && *row > 0 && *inRow > 0 ? std::optional(
               ImageShape{static_cast<std::size_t>(*row), static_cast<std::size_t>(*inRow)})
                                                  : std::nullopt;
}

std::optional<std::size_t> squareRoot(std::size_t number)
{
    std::size_t root = 0;
    while (root * root < number) {
        ++root;
    }
    return root > 0 && root * root == number ? std::optional(root) : std::nullopt;
}

/// Whether the fields are column names: a label's, or of pixels that aren't numbers, or numbers
/// that only count, as pandas writes them.
bool areNames(const CsvFields& fields)
{
    bool counts = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (namesLabels(fields[i])) {
            return true;
        }
        counts = counts && fields[i] == std::to_string(i);
    }
    constexpr std::size_t fewest = 3; // 0, 1 may be an image
    return !parseReal(fields.back()) || (counts && fields.size() >= fewest);
}

} // namespace

char csvSeparator(std::string_view line)
{
    constexpr std::string_view separators = ",;\t";
    return *std::max_element(separators.begin(), separators.end(), [line](char a, char b) {
        return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b);
    });
}

void splitCsvLine(std::string_view line, char separator, CsvFields& fields)
{
    fields.clear();
    for (;;) {
        const std::size_t end = line.find(separator);
        fields.push_back(unquoted(line.substr(0, end)));
        if (end == std::string_view::npos) {
            return;
        }
        line.remove_prefix(end + 1);
    }
}

tl::expected<CsvColumns, std::string> csvColumns(const CsvFields& first)
{
    CsvColumns columns;
    columns.count = first.size();
    columns.hasHeader = areNames(first);
    bool areNamedByPlace = columns.hasHeader;
    ImageShape last{0, 0};
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (columns.hasHeader && !columns.label && namesLabels(first[i])) {
            columns.label = i;
        } else if (!columns.hasHeader || !namesNothing(first[i])) {
            columns.pixels.push_back(i);
            const std::optional<ImageShape> place = placeOf(first[i]);
            areNamedByPlace = areNamedByPlace && place.has_value();
            last = place.value_or(last);
        }
    }
    if (areNamedByPlace && last.pixels() == columns.pixels.size()) {
        columns.shape = last;
        return columns;
    }
    std::optional<std::size_t> side = squareRoot(columns.pixels.size());
    if (!side && !columns.label && !columns.pixels.empty()) {
        side = squareRoot(columns.pixels.size() - 1);
        columns.label = columns.pixels.front();
        columns.pixels.erase(columns.pixels.begin());
    }
    constexpr std::size_t smallestSide = 2;
    if (!side || *side < smallestSide) {
        return tl::unexpected("is not a table of images: its first line has "
            + counted(first.size(), "column")
            + ", which are neither the pixels of a square image nor these and a label");
    }
    columns.shape = {*side, *side};
    return columns;
}

} // namespace numeral
