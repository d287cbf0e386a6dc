// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <system_error>

namespace numeral::platform {

namespace {

/// Returns an environment variable as a path; empty if it is not set.
std::filesystem::path environmentPath(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): unsafe only if a thread changes the environment
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::filesystem::path home()
{
    if (std::filesystem::path folder = environmentPath("HOME"); !folder.empty()) {
        return folder;
    }
    constexpr std::size_t maxEntryLength = 16'384;
    std::array<char, maxEntryLength> texts{};
    passwd entry{};
    passwd* user = nullptr;
    ::getpwuid_r(::getuid(), &entry, texts.data(), texts.size(), &user);
    return user != nullptr ? user->pw_dir : "/";
}

/// A folder of the XDG Base Directory Specification, which requires relative paths to be ignored.
std::filesystem::path baseFolder(const char* variable, const char* otherwise)
{
    std::filesystem::path base = environmentPath(variable);
    return base.is_absolute() ? base : home() / otherwise;
}

} // namespace

std::filesystem::path dataHome()
{
    return baseFolder("XDG_DATA_HOME", ".local/share") / "numeral";
}

std::filesystem::path cacheHome()
{
    return baseFolder("XDG_CACHE_HOME", ".cache") / "numeral";
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
