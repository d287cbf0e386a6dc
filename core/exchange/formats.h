// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace numeral {

/// One way of writing a model to a file, and perhaps of reading it again. Add a format by writing
/// its file and adding its row to the table in formats.cpp; the menus and the terminal program read
/// the table.
struct ExportFormat {
    std::string_view name; ///< what --format takes: "safetensors"
    std::string_view title; ///< "SafeTensors"
    std::string_view extension; ///< without the dot
    std::string_view description; ///< one sentence: who reads it
    Result<void> (*write)(const Model& model, ByteSink& sink);
    Result<Model> (*read)(const std::filesystem::path& file); ///< null where it only writes
};

std::span<const ExportFormat> exportFormats();

/// The one that models are kept in: it reads whole models again.
const ExportFormat& modelFormat();

/// The format with that name, or nullptr.
const ExportFormat* findExportFormat(std::string_view name);

/// Writes the model; the file appears whole or not at all.
/// Error: FileNotWritten; whatever stood there is untouched.
Result<void> exportModel(
    const Model& model, const ExportFormat& format, const std::filesystem::path& file);

} // namespace numeral
