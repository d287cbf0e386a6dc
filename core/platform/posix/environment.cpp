// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/environment.h"

#include <cstdlib>

namespace numeral::platform {

void setEnvironment(const char* name, const char* value)
{
    constexpr int keep = 0;
    ::setenv(name, value, keep);
}

} // namespace numeral::platform
