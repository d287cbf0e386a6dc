// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/ink/ink.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// One line of an ink file.
struct InkRecord {
    Ink ink;
    std::optional<std::string> id; ///< JSON text of its "id", as it stood there
    std::optional<int> label;
};

/// Reads NDJSON, one drawing a line: {"strokes":[[[x,y],…],…]} with optional "label" and "id", in
/// any unit, y down. Blank lines are passed over.
/// Errors: FileUnreadable; FileMalformed names the file, the line and the fault.
Result<std::vector<InkRecord>> readInkFile(const std::filesystem::path& file);

/// The line of an ink file that reads as this record, with its line break. Points that are no
/// places are left out. Coordinates have six decimals.
std::string inkLine(const InkRecord& record);

} // namespace numeral::ui
