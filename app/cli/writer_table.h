// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/writer_scores.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace numeral::cli {

/// Prints a line for each writer, hardest to read first; nothing if there are none.
void printWriters(const std::vector<WriterScore>& scores, const std::vector<std::string>& classes);

/// The same as an array of objects: writer, images, right, tested and, if any is misread, the
/// hardest class.
nlohmann::ordered_json writersJson(
    const std::vector<WriterScore>& scores, const std::vector<std::string>& classes);

} // namespace numeral::cli
