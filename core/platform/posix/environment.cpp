// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/environment.h"

#include <unistd.h>

#include <array>
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

std::string hostName()
{
    std::array<char, 256> name{}; // longer than any may be
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data())
                                                            : std::string();
}

} // namespace numeral::platform
