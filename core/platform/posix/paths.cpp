// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace numeral::platform {

namespace {

std::filesystem::path home()
{
    if (const char* variable = std::getenv("HOME"); variable != nullptr && *variable != '\0') {
        return variable;
    }
    const passwd* user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_dir : "/";
}

} // namespace

std::filesystem::path dataHome()
{
    // The XDG base directory specification has a relative path ignored.
    const char* variable = std::getenv("XDG_DATA_HOME");
    const std::filesystem::path base = variable != nullptr ? variable : "";
    return (base.is_absolute() ? base : home() / ".local/share") / "numeral";
}

std::filesystem::path sharedDatasets()
{
    return "/usr/share/datasets";
}

std::filesystem::path executable()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error);
}

} // namespace numeral::platform
