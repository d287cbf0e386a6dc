// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::platform {

/// Sets an environment variable of this process, for libraries that are loaded later, unless it is
/// set already. No other thread may read the environment meanwhile.
void setEnvironment(const char* name, const char* value);

} // namespace numeral::platform
