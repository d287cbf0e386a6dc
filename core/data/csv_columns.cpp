// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_columns.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/base/trimmed.h"
#include "core/data/file_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace numeral {

namespace {

std::string_view unquoted(std::string_view field)
{
    field = trimmed(field);
    return field.size() >= 2 && field.front() == '"' && field.back() == '"'
        ? field.substr(1, field.size() - 2)
        : field;
}

/// Where the quotes end with which a field begins; 0 if it has none. Two quotes are one that
/// belongs to the field.
std::size_t endOfQuotes(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] != '"') {
        return 0;
    }
    for (std::size_t i = first + 1; i < line.size(); ++i) {
        if (line[i] == '"' && (i + 1 == line.size() || line[++i] != '"')) {
            return i;
        }
    }
    return 0; // a mark for inches, say
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

/// The number with which a column's name ends: 12 of "pixel12".
std::optional<std::int64_t> numberOf(std::string_view column)
{
    const std::size_t last = column.find_last_not_of("0123456789");
    return parseWhole(column.substr(last == std::string_view::npos ? 0 : last + 1));
}

/// Sorts pixels' columns by the numbers in their names, or "row x column", if all have such:
/// another program may have written them as pixel0, pixel1, pixel10.
void sortByNumber(std::vector<std::size_t>& columns, const CsvFields& names)
{
    std::map<std::pair<std::size_t, std::int64_t>, std::size_t> sorted; // by row and number
    for (const std::size_t column : columns) {
        const std::optional<ImageShape> place = placeOf(names[column]);
        const std::optional<std::int64_t> number = numberOf(names[column]);
        if (!number) {
            return;
        }
        sorted.emplace(std::pair(place ? place->rows : 0, *number), column);
    }
    if (sorted.size() == columns.size()) {
        std::ranges::transform(
            sorted, columns.begin(), [](const auto& column) { return column.second; });
    }
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
        const std::size_t end = line.find(separator, endOfQuotes(line));
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
            last = {std::max(last.rows, place.value_or(last).rows),
                std::max(last.columns, place.value_or(last).columns)};
        }
    }
    if (columns.hasHeader) {
        sortByNumber(columns.pixels, first);
    }
    if (areNamedByPlace && !columns.pixels.empty() && last.pixels() == columns.pixels.size()) {
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
