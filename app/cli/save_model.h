// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <filesystem>

namespace numeral::cli {

/// Writes a model that took long to make. If the file can't be written, writes it to a new one
/// among the user's models, which the error names.
Result<void> saveModel(const Model& model, const std::filesystem::path& file);

} // namespace numeral::cli
