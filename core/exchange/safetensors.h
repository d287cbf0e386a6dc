// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <filesystem>
#include <string_view>

namespace numeral {

/// Writes a model in SafeTensors (https://huggingface.co/docs/safetensors, "Format"), the format
/// that models are kept in: the float32 tensors that namedTensors() names, and as metadata the rest
/// of the Model (listed in model_metadata.h) and a SHA-256 of header and data (specified in
/// safetensors_header.h). Reproducible: the same model always gives the same bytes. Error: the
/// sink's.
Result<void> writeSafeTensors(const Model& model, ByteSink& sink);

/// A model as a file holds it.
struct StoredModel {
    Model model;
    bool isByNumeral = false; ///< its checksum was right; otherwise another program wrote the file
};

/// Parses such a file. Files of other programs are opened, too, if their tensors are those of a
/// multilayer perceptron, whose names and types `findLayers` explains. Their metadata are passed
/// over; `modelFromMetadata` says what replaces them. A file counts as Numeral's if its checksum is
/// right or `isNumeralFile` holds, and then its checksum must be right. `name` is the file's name
/// in error messages. Errors: FileMalformed; FileUnreadable if there is not enough memory.
Result<StoredModel> parseStoredModel(std::string_view bytes, std::string_view name);
Result<Model> parseSafeTensors(std::string_view bytes, std::string_view name);

/// Read and parse a file. Errors: FileUnreadable, FileMalformed.
Result<StoredModel> readStoredModel(const std::filesystem::path& file);
Result<Model> readSafeTensors(const std::filesystem::path& file);

} // namespace numeral
