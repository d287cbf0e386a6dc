// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace numeral::platform {

/// Returns the folder for the program's own data: `$XDG_DATA_HOME/numeral`, or
/// ~/.local/share/numeral.
std::filesystem::path dataHome();

/// Returns the folder for what can be made again: `$XDG_CACHE_HOME/numeral`, or ~/.cache/numeral.
std::filesystem::path cacheHome();

/// Returns the folder in which system packages install data sets.
std::filesystem::path sharedDatasets();

/// Returns the path of the running executable.
std::filesystem::path executable();

} // namespace numeral::platform
