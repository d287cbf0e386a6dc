// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <filesystem>
#include <optional>

namespace numeral::cli {

/// The model of `--model`, or the bundled one without it.
Result<Model> openModel(const std::optional<std::filesystem::path>& file);

} // namespace numeral::cli
