// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/environment.h"

#include <cstdlib>

namespace numeral::platform {

void setEnvironment(const char* name, const char* value)
{
    constexpr int keep = 0;
    ::setenv(name, value, keep);
}

std::optional<std::string> environmentVariable(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): unsafe only if a thread changes the environment
    const char* const value = std::getenv(name);
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

} // namespace numeral::platform
