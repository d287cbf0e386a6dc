// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <filesystem>
#include <string_view>

namespace numeral {

/// SafeTensors (https://huggingface.co/docs/safetensors, "Format"), the format in which models are
/// kept: float32 tensors `layers.N.weight` (outputs × inputs, as PyTorch's Linear has it) and
/// `layers.N.bias`, and metadata with all the rest of a Model (model_metadata.h lists them) and a
/// SHA-256 of header and data (safetensors_header.h says of which bytes).
/// The same model always gives the same bytes. Error: the sink's.
Result<void> writeSafeTensors(const Model& model, ByteSink& sink);

/// Reads such a file. Files of other programs with the same tensor names open too: what their
/// metadata doesn't say is taken from the tensors' shapes.
/// `name` stands for the file in error sentences.
/// Errors: FileMalformed; FileUnreadable where the memory doesn't suffice.
Result<Model> parseSafeTensors(std::string_view bytes, std::string_view name);

/// Errors: FileUnreadable, FileMalformed.
Result<Model> readSafeTensors(const std::filesystem::path& file);

} // namespace numeral
