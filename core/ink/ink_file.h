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

/// One line of an ink file.
struct InkRecord {
    Ink ink;
    std::optional<std::string> id; ///< JSON text of its "id", as it stood there
    std::optional<int> label;
    std::optional<GreyImage> pixels; ///< the drawing as a network has seen it
};

/// Reads NDJSON, one drawing a line: {"strokes":[[[x,y],…],…]} in any unit, y down, with optional
/// "label", "id" and "pixels", rows of numbers from 0 to 255. Blank lines are passed over.
/// Errors: FileUnreadable; FileMalformed names the file, the line and the fault.
Result<std::vector<InkRecord>> readInkFile(const std::filesystem::path& file);

/// The line of an ink file that reads as this record, with its line break. Points that are no
/// places are left out. Coordinates have six decimals.
std::string inkLine(const InkRecord& record);

/// What a network sees of the drawing: its ink or, where it has none, as from a photo, its pixels.
/// Nothing where it has neither, or where its pixels are those of an image of another size.
std::optional<GreyImage> prepareRecord(
    const InkRecord& record, const ImageShape& shape, Preprocessing preprocessing);

} // namespace numeral
