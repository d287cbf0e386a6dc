// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/atomic_file.h"

#include "core/platform/posix/written_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace numeral::platform {

namespace {

constexpr std::size_t pieceSize = 65'536;
constexpr std::uint64_t writebackStep = std::uint64_t{64} << 20U;
constexpr mode_t newFilePermissions = 0666;
constexpr mode_t permissionBits = 0777;

std::uint32_t updatedCrc(std::uint32_t crc, const char* bytes, std::size_t size)
{
    return static_cast<std::uint32_t>(
        ::crc32(crc, reinterpret_cast<const Bytef*>(bytes), static_cast<uInt>(size)));
}

/// Resolves a chain of symbolic links, so that the file is replaced and the links are kept.
Result<std::filesystem::path> resolveSymlinks(std::filesystem::path file)
{
    constexpr int maxSymlinks = 40; // as many as the kernel follows
    for (int links = 0; links < maxSymlinks; ++links) {
        std::error_code notALink;
        const std::filesystem::path next = std::filesystem::read_symlink(file, notALink);
        if (notALink) {
            return file;
        }
        file = folderOf(file) / next;
    }
    return notWritten(file, ELOOP);
}

struct Temporary {
    std::filesystem::path file;
    int descriptor;
};

/// Creates a hidden file with a unique name in the target's folder; `permissions` are subject to
/// the umask. The descriptor is negative on failure.
Temporary makeTemporary(const std::filesystem::path& target, mode_t permissions)
{
    static std::atomic<unsigned> lastNumber = 0;
    while (true) {
        const std::string name
            = ".numeral-" + std::to_string(::getpid()) + "-" + std::to_string(++lastNumber);
        std::filesystem::path file = folderOf(target) / name;
        const int descriptor
            = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions);
        if (descriptor >= 0 || errno != EEXIST) {
            return {std::move(file), descriptor};
        }
    }
}

/// Changes the permissions only if they differ, since file systems without permissions refuse
/// fchmod().
bool setPermissions(int descriptor, mode_t permissions)
{
    struct stat status { };
    return ::fstat(descriptor, &status) == 0
        && ((status.st_mode & permissionBits) == permissions
            || ::fchmod(descriptor, permissions) == 0);
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
    const Result<std::filesystem::path> real = resolveSymlinks(std::move(target));
    if (!real) {
        return tl::unexpected(real.error());
    }
    if (real->empty()) {
        return notWritten(*real, "that is no file's name");
    }
    struct stat existing { };
    const bool exists = ::stat(real->c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode)) {
        return notWritten(*real, EISDIR);
    }
    // Renaming over a device or a pipe would destroy it.
    if (exists && !S_ISREG(existing.st_mode)) {
        return notWritten(*real, "it is not a regular file");
    }
    // Write permission for the folder suffices for renaming, but a read-only file must stay.
    if (exists && ::faccessat(AT_FDCWD, real->c_str(), W_OK, AT_EACCESS) != 0) {
        return notWritten(*real, errno);
    }
    const mode_t permissions = exists ? existing.st_mode & permissionBits : newFilePermissions;
    Temporary temporary = makeTemporary(*real, permissions);
    if (temporary.descriptor < 0) {
        return notWritten(*real, errno);
    }
    auto file = std::unique_ptr<AtomicFile>(
        new AtomicFile(*real, std::move(temporary.file), temporary.descriptor));
    if (exists && !setPermissions(temporary.descriptor, permissions)) {
        return notWritten(*real, errno);
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
    m_verified = false;
    // When the disk fills up, write() first succeeds with a short count; continue from there.
    while (m_outcome && !bytes.empty()) {
        const ssize_t written
            = ::write(m_descriptor, bytes.data(), std::min(bytes.size(), pieceSize));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            m_outcome = notWritten(m_target, written < 0 ? errno : ENOSPC);
            break;
        }
        const auto size = static_cast<std::size_t>(written);
        m_crc = updatedCrc(m_crc, bytes.data(), size);
        m_size += size;
        bytes.remove_prefix(size);
        startWriteback();
    }
    return m_outcome;
}

/// Starts write-back early: gigabytes of dirty pages left for the final sync would stall other
/// programs, and this one just as long.
void AtomicFile::startWriteback()
{
    if (m_size - m_writebackOffset >= writebackStep) {
        // Starts write-back of dirty pages and drops clean ones from the page cache.
        ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_DONTNEED);
        m_writebackOffset = m_size;
    }
}

Result<bool> AtomicFile::verify(const std::function<bool(std::uint64_t bytes)>& shouldContinue)
{
    if (!m_outcome) {
        return tl::unexpected(m_outcome.error());
    }
    if (::fsync(m_descriptor) != 0) {
        m_outcome = notWritten(m_target, errno); // a second fsync() would not report it again
        return tl::unexpected(m_outcome.error());
    }
    Result<bool> same = readBack(shouldContinue);
    m_verified = same && *same;
    return same;
}

Result<bool> AtomicFile::readBack(
    const std::function<bool(std::uint64_t bytes)>& shouldContinue) const
{
    // Drop cached pages, so that the data is read from the disk and not from memory.
    ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    std::array<char, pieceSize> piece{};
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
    while (shouldContinue(size)) {
        const ssize_t got
            = ::pread(m_descriptor, piece.data(), piece.size(), static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return notWritten(m_target, errno);
        }
        if (got == 0) {
            if (size != m_size || crc != m_crc) {
                return notWritten(m_target, "what was read back is not what was written");
            }
            return true;
        }
        crc = updatedCrc(crc, piece.data(), static_cast<std::size_t>(got));
        size += static_cast<std::uint64_t>(got);
    }
    return false;
}

Result<void> AtomicFile::commit()
{
    if (!m_verified) {
        const auto toTheEnd = [](std::uint64_t) { return true; };
        if (const Result<bool> verified = verify(toTheEnd); !verified) {
            return tl::unexpected(verified.error());
        }
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

Result<bool> makeEmptyFile(const std::filesystem::path& file)
{
    const int descriptor
        = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, newFilePermissions);
    if (descriptor >= 0) {
        ::close(descriptor);
        return true;
    }
    return errno == EEXIST ? Result<bool>(false) : notWritten(file, errno);
}

} // namespace numeral::platform
