// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/ink/ink_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// A drawing by the user and the file that stores it.
struct StoredDrawing {
    std::string file; ///< file name in the folder; names sort by time
    InkRecord record; ///< with label and pixels
};

/// Contents of a folder of drawings.
struct DrawingFolder {
    std::vector<StoredDrawing> drawings; ///< newest first
    std::optional<Error> fault; ///< of the folder, or else of the first file that isn't one
};

/// Folder of the user's own drawings: `digits` in the program's data folder. Each drawing has its
/// own ink file of one line, so that two running programs never write to the same file.
std::filesystem::path drawingFolder();

/// Returns a unique file name that begins with the current time.
std::string newDrawingName();

/// Reads all drawings that can be read. A missing folder counts as empty.
DrawingFolder readDrawings(const std::filesystem::path& folder);

/// Writes the drawing's file atomically, and creates the folder if needed. Error: FileNotWritten.
Result<void> writeDrawing(const std::filesystem::path& folder, const StoredDrawing& drawing);

/// Deletes the drawing's file; it is no error if the file doesn't exist. Error: FileNotWritten with
/// the system's reason.
Result<void> removeDrawing(const std::filesystem::path& folder, const std::string& file);

} // namespace numeral::ui
