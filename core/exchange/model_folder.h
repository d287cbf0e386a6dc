// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace numeral {

/// The folder for the weights of every training run: `models` in the program's data folder.
std::filesystem::path modelFolder();

/// Reserves a file for a new model in that folder, creating the folder if necessary. The file is
/// empty and named after the data set and the time; two processes never get the same one. Error:
/// FileNotWritten with the system's reason.
Result<std::filesystem::path> reserveModelFile(const std::string& datasetName);

/// Removes a reserved file that nothing was written to.
void releaseModelFile(const std::filesystem::path& file);

} // namespace numeral
