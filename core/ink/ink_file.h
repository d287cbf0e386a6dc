// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/base/result.h"
#include "core/ink/ink.h"
#include "core/model/model.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// How long the names of classes and writers may be, in bytes; a longer one is a mistake.
inline constexpr std::size_t longestName = 200;

/// One line of an ink file.
struct InkRecord {
    Ink ink;
    std::optional<std::string> id; ///< JSON text of its "id"
    std::optional<std::string> label; ///< the name of its class
    std::optional<GreyImage> pixels; ///< the drawing, prepared for a network
    std::string writer = {}; ///< who drew it; empty if unknown
};

/// Reads NDJSON, one drawing per line: {"strokes":[[[x,y],…],…]} in any unit, y down, with optional
/// "label", the name of a class or a whole number, "writer", "id" and "pixels", rows of numbers
/// from 0 to 255. Blank lines are skipped. Errors: FileUnreadable; FileMalformed names the file,
/// the line and the fault.
Result<std::vector<InkRecord>> readInkFile(const std::filesystem::path& file);

/// Reads one line of such a file, or nothing if it is blank. Error: FileMalformed, which names the
/// file and the line's number.
Result<std::optional<InkRecord>> readInkLine(
    const std::string& line, const std::filesystem::path& file, std::size_t number);

/// Returns a class's name as the JSON text of a "label": a whole number from 0 on is a number, as
/// other programs write digits, any other name a text.
std::string labelJson(const std::string& name);

/// Returns a record as a line of an ink file, with its line break. Points that aren't finite are
/// left out. Coordinates have six decimals.
std::string inkLine(const InkRecord& record);

/// Returns the network's input for the drawing: its ink or, if it has none, as from a photo, its
/// pixels. Nothing if it has neither, or if its pixels have another size.
std::optional<GreyImage> prepareRecord(
    const InkRecord& record, const ImageShape& shape, Preprocessing preprocessing);

} // namespace numeral
