// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

namespace numeral::cli {

/// Prints the object on a line of its own, at once, so that whoever reads a pipe needn't wait.
void printJsonLine(const nlohmann::ordered_json& object);

} // namespace numeral::cli
