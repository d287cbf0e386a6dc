// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace numeral {

/// A file format for writing models, and perhaps for reading them. To add one, write its file and
/// add its row to the table in formats.cpp; the menus and the command-line program use the table.
struct ExportFormat {
    std::string_view name; ///< what --format takes: "safetensors"
    std::string_view title; ///< "SafeTensors"
    std::string_view extension; ///< without the dot
    std::string_view description; ///< one sentence: who reads it
    Result<void> (*write)(const Model& model, ByteSink& sink);
    Result<Model> (*read)(const std::filesystem::path& file); ///< null if it is write-only
};

std::span<const ExportFormat> exportFormats();

/// The format that models are kept in, which reads back whole models.
const ExportFormat& modelFormat();

/// The format with that name, or nullptr.
const ExportFormat* findExportFormat(std::string_view name);

/// Reads a model in the format that its name's extension tells, else in `modelFormat`. Errors:
/// FileUnreadable, FileMalformed.
Result<Model> readModel(const std::filesystem::path& file);

/// Writes the model atomically: the file appears whole or not at all. Error: FileNotWritten; an
/// existing file is untouched.
Result<void> exportModel(
    const Model& model, const ExportFormat& format, const std::filesystem::path& file);

} // namespace numeral
