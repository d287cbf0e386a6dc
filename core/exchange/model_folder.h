// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <filesystem>
#include <string>

namespace numeral {

/// The folder for the weights of every training run: `models` in the program's data folder.
std::filesystem::path modelFolder();

/// Reserves a file for a run in that folder, creating the folder if necessary. The file is empty
/// and provisionally named after the data set and the time; two processes never get the same one.
/// Error: FileNotWritten with the system's reason.
Result<std::filesystem::path> reserveRunFile(const std::string& datasetName);

/// Removes a reserved file that nothing was written to.
void releaseModelFile(const std::filesystem::path& file);

/// Saves a model in that folder in a new file named by `modelName`, with a counter if that exists.
/// The run's own file can be deleted after that. Returns the new file. Error: FileNotWritten;
/// nothing is left behind.
Result<std::filesystem::path> saveInModelFolder(const Model& model);

} // namespace numeral
