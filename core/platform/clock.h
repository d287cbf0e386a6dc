// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace numeral::platform {

/// Returns the local date and time for use in file names: "2026-03-14-153012".
std::string timeStamp();

} // namespace numeral::platform
