// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace numeral {

/// Where the weights of every training run are kept: the folder `models` of the program's data.
std::filesystem::path modelFolder();

/// A file for a new model in that folder, which is made where it isn't there: named by the data set
/// and the time, and not yet existing.
/// Error: FileNotWritten with the system's reason.
Result<std::filesystem::path> newModelFile(const std::string& datasetName);

} // namespace numeral
