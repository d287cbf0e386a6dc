// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace numeral::platform {

/// The local date and time as a part of a file's name: "2026-03-14-153012".
std::string timeStamp();

} // namespace numeral::platform
