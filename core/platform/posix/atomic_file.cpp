// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace numeral::platform {

namespace {

constexpr std::size_t pieceSize = 65'536;

tl::unexpected<Error> notWritten(const std::filesystem::path& target, const std::string& reason)
{
    return failure(
        ErrorCode::FileNotWritten, "Cannot write “" + target.string() + "”: " + reason + ".");
}

tl::unexpected<Error> notWritten(const std::filesystem::path& target, int systemError)
{
    return notWritten(target, std::generic_category().message(systemError));
}

std::uint32_t updatedCrc(std::uint32_t crc, const char* bytes, std::size_t size)
{
    return static_cast<std::uint32_t>(
        ::crc32(crc, reinterpret_cast<const Bytef*>(bytes), static_cast<uInt>(size)));
}

/// The target's permissions, or those of a new file.
mode_t permissionsFor(const std::filesystem::path& target)
{
    struct stat status { };
    if (::stat(target.c_str(), &status) == 0) {
        return status.st_mode & 07777U;
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
}

std::filesystem::path folderOf(const std::filesystem::path& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

int syncFolder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    // Some file systems can't sync a folder and say EINVAL; they have nothing to lose by it.
    const int error = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
    ::close(descriptor);
    return error;
}

} // namespace

AtomicFile::AtomicFile(
    std::filesystem::path target, std::filesystem::path temporary, int descriptor)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
    , m_descriptor(descriptor)
{
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(std::filesystem::path target)
{
    // Through a link the file that it points to is replaced, and the link stays.
    std::error_code notALink;
    if (const std::filesystem::path real = std::filesystem::canonical(target, notALink);
        !notALink) {
        target = real;
    }
    if (std::filesystem::is_directory(target, notALink)) {
        return notWritten(target, EISDIR);
    }
    std::string temporary
        = folderOf(target) / std::string(".").append(target.filename()).append(".XXXXXX");
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return notWritten(target, errno);
    }
    auto file = std::unique_ptr<AtomicFile>(new AtomicFile(target, temporary, descriptor));
    if (::fchmod(descriptor, permissionsFor(target)) != 0) {
        return notWritten(target, errno);
    }
    return file;
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_temporary.c_str());
    }
}

Result<void> AtomicFile::write(std::string_view bytes)
{
    // In pieces, since a write that fills the disk half-way succeeds as far as it went.
    while (!bytes.empty()) {
        const ssize_t written
            = ::write(m_descriptor, bytes.data(), std::min(bytes.size(), pieceSize));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return notWritten(m_target, written < 0 ? errno : ENOSPC);
        }
        const auto size = static_cast<std::size_t>(written);
        m_crc = updatedCrc(m_crc, bytes.data(), size);
        m_size += size;
        bytes.remove_prefix(size);
    }
    return {};
}

Result<void> AtomicFile::verify() const
{
    std::array<char, pieceSize> piece{};
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
    while (true) {
        const ssize_t got
            = ::pread(m_descriptor, piece.data(), piece.size(), static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return notWritten(m_target, errno);
        }
        if (got == 0) {
            break;
        }
        crc = updatedCrc(crc, piece.data(), static_cast<std::size_t>(got));
        size += static_cast<std::uint64_t>(got);
    }
    if (size != m_size || crc != m_crc) {
        return notWritten(m_target, "what was read back is not what was written");
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0) {
        return notWritten(m_target, errno);
    }
    if (Result<void> verified = verify(); !verified) {
        return verified;
    }
    if (::close(std::exchange(m_descriptor, -1)) != 0) {
        const int error = errno;
        ::unlink(m_temporary.c_str());
        return notWritten(m_target, error);
    }
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        const int error = errno;
        ::unlink(m_temporary.c_str());
        return notWritten(m_target, error);
    }
    if (const int error = syncFolder(folderOf(m_target)); error != 0) {
        return notWritten(m_target, error);
    }
    return {};
}

} // namespace numeral::platform
