// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace numeral::platform {

FolderLock::FolderLock(int descriptor)
    : m_descriptor(descriptor)
{
}

std::unique_ptr<FolderLock> FolderLock::tryLock(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::unique_ptr<FolderLock> lock(new FolderLock(descriptor));
    const bool isTaken
        = descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return isTaken ? nullptr : std::move(lock);
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace numeral::platform
