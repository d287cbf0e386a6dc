// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace numeral::platform {

/// Sets an environment variable of this process, for libraries that are loaded later, unless it is
/// set already. No other thread may read the environment meanwhile.
void setEnvironment(const char* name, const char* value);

/// Returns an environment variable of this process; nullopt if it isn't set.
std::optional<std::string> environmentVariable(const char* name);

/// Returns the name of this computer; empty if it has none.
std::string hostName();

} // namespace numeral::platform
