// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace numeral::platform {

/// The folder for the program's own data: `$XDG_DATA_HOME/numeral`, or ~/.local/share/numeral.
std::filesystem::path dataHome();

/// Where the system's packages of data sets put their folders.
std::filesystem::path sharedDatasets();

/// The running program's file.
std::filesystem::path executable();

} // namespace numeral::platform
