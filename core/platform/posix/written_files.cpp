// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/posix/written_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace numeral::platform {

tl::unexpected<Error> notWritten(const std::filesystem::path& file, const std::string& reason)
{
    return failure(
        ErrorCode::FileNotWritten, "Cannot write “" + file.string() + "”: " + reason + ".");
}

tl::unexpected<Error> notWritten(const std::filesystem::path& file, int systemError)
{
    return notWritten(file, std::generic_category().message(systemError));
}

std::filesystem::path folderOf(const std::filesystem::path& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

int syncFolder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        // A folder with write but without read permission cannot be opened, hence not synced.
        return errno != EACCES ? errno : 0;
    }
    // EINVAL: the file system does not support syncing a folder, and needs none.
    const int error = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
    ::close(descriptor);
    return error;
}

} // namespace numeral::platform
