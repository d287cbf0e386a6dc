// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace numeral::platform {

/// Returns the local date and time for use in file names: "2026-03-14-153012".
std::string timeStamp();

/// Returns a time as local date and time to read: "2026-03-14 15:30".
std::string localTime(std::int64_t secondsSince1970);

} // namespace numeral::platform
