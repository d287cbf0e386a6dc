// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace numeral::platform {

/// Loads a shared library, which stays loaded until the program ends, and returns the address of a
/// symbol. Error: EngineUnavailable with the system's reason.
Result<void*> loadSymbol(const std::filesystem::path& library, const char* symbol);

} // namespace numeral::platform
