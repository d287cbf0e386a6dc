// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <filesystem>
#include <string_view>

namespace numeral {

/// Writes a model in SafeTensors (https://huggingface.co/docs/safetensors, "Format"), the format
/// that models are kept in: float32 tensors `layers.N.weight` (outputs × inputs, like PyTorch's
/// Linear) and `layers.N.bias`, and as metadata the rest of the Model (listed in model_metadata.h)
/// and a SHA-256 of header and data (specified in safetensors_header.h). Reproducible: the same
/// model always gives the same bytes. Error: the sink's.
Result<void> writeSafeTensors(const Model& model, ByteSink& sink);

/// Parses such a file. Files of other programs with the same tensor names are accepted, too;
/// `modelFromMetadata` says what replaces missing metadata. `name` is the file's name in error
/// messages. Errors: FileMalformed; FileUnreadable if there is not enough memory.
Result<Model> parseSafeTensors(std::string_view bytes, std::string_view name);

/// Reads and parses a file. Errors: FileUnreadable, FileMalformed.
Result<Model> readSafeTensors(const std::filesystem::path& file);

} // namespace numeral
