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

} // namespace

std::filesystem::path dataHome()
{
    // The XDG Base Directory Specification requires relative paths to be ignored.
    const std::filesystem::path base = environmentPath("XDG_DATA_HOME");
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
