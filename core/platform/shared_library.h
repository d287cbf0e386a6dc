// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace numeral::platform {

/// Opens a shared library, which stays open until the program ends, and looks up one function.
/// Error: EngineUnavailable with the system's reason.
Result<void*> loadSymbol(const std::filesystem::path& library, const char* symbol);

} // namespace numeral::platform
