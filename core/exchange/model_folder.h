// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace numeral {

/// Where the weights of every training run are kept: the folder `models` of the program's data.
std::filesystem::path modelFolder();

/// Reserves a file for a new model in that folder, which is made where it isn't there. It is named
/// by the data set and the time, and empty; two programs never get the same.
/// Error: FileNotWritten with the system's reason.
Result<std::filesystem::path> reserveModelFile(const std::string& datasetName);

/// Removes a reserved file that nothing was written to.
void releaseModelFile(const std::filesystem::path& file);

} // namespace numeral
