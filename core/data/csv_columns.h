// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/image_shape.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

using CsvFields = std::vector<std::string_view>;

/// What the columns of a table of images are.
struct CsvColumns {
    bool hasHeader = false;
    std::size_t count = 0;
    std::optional<std::size_t> label;
    std::vector<std::size_t> pixels;
    ImageShape shape{0, 0};
};

/// Returns the character that separates a line's fields: a comma, semicolon or tab, whichever there
/// are more of.
char csvSeparator(std::string_view line);

/// Splits a line into fields, without blanks around them and their quotes (RFC 4180), within which
/// separators count as text. Two quotes for one stay two.
void splitCsvLine(std::string_view line, char separator, CsvFields& fields);

/// Finds out what the columns are from a table's first line: column names, or the first image. A
/// column is the label's by its name ("label", "class", …) or, without names, as the first before
/// the pixels of a square image; columns called id or index, or with no name, are passed over.
/// Images are square, unless the columns' names say otherwise ("1x1" … "20x30"). Pixels whose
/// columns have numbers in their names are in the order of these. Error: what is
/// wrong, to follow the file's name.
tl::expected<CsvColumns, std::string> csvColumns(const CsvFields& first);

} // namespace numeral
