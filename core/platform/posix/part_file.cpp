// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/part_file.h"

#include "core/platform/posix/written_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace numeral::platform {

PartFile::PartFile(std::filesystem::path file, int descriptor, std::uint64_t size)
    : m_file(std::move(file))
    , m_descriptor(descriptor)
    , m_size(size)
{
}

Result<std::unique_ptr<PartFile>> PartFile::open(std::filesystem::path file)
{
    constexpr mode_t permissions = 0666;
    const int descriptor
        = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, permissions);
    if (descriptor < 0) {
        return notWritten(file, errno);
    }
    struct stat status { };
    const bool isKnown = ::fstat(descriptor, &status) == 0;
    const int error = errno;
    auto part = std::unique_ptr<PartFile>(
        new PartFile(std::move(file), descriptor, static_cast<std::uint64_t>(status.st_size)));
    if (!isKnown) {
        return notWritten(part->m_file, error);
    }
    if (!S_ISREG(status.st_mode)) {
        return notWritten(part->m_file, "it is not a regular file");
    }
    return part;
}

PartFile::~PartFile()
{
    ::close(m_descriptor);
}

Result<void> PartFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return notWritten(m_file, written < 0 ? errno : ENOSPC);
        }
        m_size += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> PartFile::clear()
{
    if (::ftruncate(m_descriptor, 0) != 0) {
        return notWritten(m_file, errno);
    }
    m_size = 0;
    return {};
}

void PartFile::remove() const
{
    ::unlink(m_file.c_str());
}

Result<void> PartFile::moveTo(const std::filesystem::path& target) const
{
    if (::fsync(m_descriptor) != 0 || ::rename(m_file.c_str(), target.c_str()) != 0) {
        return notWritten(target, errno);
    }
    if (const int error = syncFolder(folderOf(target)); error != 0) {
        return notWritten(target, error);
    }
    return {};
}

} // namespace numeral::platform
