// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/catalogue.h"

namespace CLI { // NOLINT(readability-identifier-naming): CLI11 names it
class App;
}

namespace numeral::cli {

/// Adds an option that names a data set, and those that say what is done to its images.
void addDataOptions(CLI::App& command, const char* option, DataRequest& request);

/// Adds an option that takes numbers of images, from 1, such as "3,7-9"; the indices that it fills
/// in are from 0.
void addImagesOption(CLI::App& command, const char* option, std::vector<std::uint32_t>& indices,
    const char* description);

/// Opens a data set. If its images aren't plain or corrections are chosen, says on standard output
/// what they look like and what is done to them, as JSON or as a sentence.
Result<Dataset> openData(const DataRequest& request, bool json, bool mayBeUnlabelled = false);

} // namespace numeral::cli
