// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/mapped_file.h"

#include "core/base/readable_file.h"
#include "core/platform/large_pages.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <utility>

namespace numeral::platform {

/// A mapping as the signal handler sees it; unused while `size` is 0.
struct MappedFile::Region {
    std::atomic<bool> taken = false;
    std::atomic<void*> begin = nullptr;
    std::atomic<std::size_t> size = 0;
    std::atomic<bool> damaged = false;
};

/// All mappings, in a table of fixed size, since a signal handler may neither lock nor allocate.
class MappedFile::Regions {
public:
    /// Null where there are too many.
    static Region* add(void* begin, std::size_t size)
    {
        watch();
        for (Region& region : table) {
            if (!region.taken.exchange(true)) {
                region.damaged = false;
                region.begin = begin;
                region.size = size;
                return &region;
            }
        }
        return nullptr;
    }

    /// Installs the SIGBUS handler, also over one that was installed later. Faults elsewhere are
    /// forwarded to the first handler there was: a later one may forward to this one in turn.
    static void watch()
    {
        static std::mutex mutex;
        static bool first = true;
        const std::lock_guard lock(mutex);
        struct sigaction action { };
        action.sa_sigaction = &onBusError;
        action.sa_flags = SA_SIGINFO;
        sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, first ? &previousAction : nullptr);
        first = false;
    }

    static void remove(Region& region)
    {
        region.size = 0;
        region.taken = false;
    }

private:
    static void onBusError(int signal, siginfo_t* info, void* /*context*/)
    {
        const int error = errno;
        const bool isFault = info->si_code > 0; // else a program sent the signal
        if (!isFault || !replaceByZeros(info->si_addr)) {
            // Not ours: as if this handler weren't there. A fault repeats itself at the return.
            ::sigaction(signal, &previousAction, nullptr);
            if (!isFault) {
                ::raise(signal);
            }
        }
        errno = error;
    }

    /// Replaces the whole mapping and not only the page: a data set with a hole is of no use, and
    /// thousands of holes would exceed the system's limit of mappings.
    static bool replaceByZeros(const void* fault)
    {
        const auto address = reinterpret_cast<std::uintptr_t>(fault);
        for (Region& region : table) {
            const std::size_t size = region.size;
            void* const begin = region.begin;
            const auto first = reinterpret_cast<std::uintptr_t>(begin);
            // Read twice, since another thread may be filling in the entry.
            if (size > 0 && size == region.size && address >= first && address - first < size) {
                region.damaged = true;
                // Not in POSIX's list of what a handler may call; it is a bare system call.
                return ::mmap(begin, size, PROT_READ,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0)
                    != MAP_FAILED;
            }
        }
        return false;
    }

    static constexpr std::size_t maxRegions = 256;
    static inline std::array<Region, maxRegions> table;
    static inline struct sigaction previousAction {
    };
};

namespace {

/// Closes the file when it goes, unless it was released.
class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& file)
        // Opening a pipe would wait for a writer.
        : m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }

    int number() const { return m_descriptor; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

void advise(std::span<const std::uint8_t> bytes, int advice)
{
    if (!bytes.empty()) {
        // Advice only: where the system doesn't take it, nothing but speed is lost.
        static_cast<void>(
            ::posix_madvise(const_cast<std::uint8_t*>(bytes.data()), bytes.size(), advice));
    }
}

} // namespace

MappedFile::MappedFile(int descriptor, std::span<const std::uint8_t> bytes, Region* region)
    : m_descriptor(descriptor)
    , m_bytes(bytes)
    , m_region(region)
{
}

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& file)
{
    Descriptor descriptor(file);
    struct stat status { };
    if (descriptor.number() < 0 || ::fstat(descriptor.number(), &status) != 0) {
        return unreadable(file, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return unreadable(file, "it is not a file");
    }
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size == 0) {
        return std::shared_ptr<const MappedFile>(new MappedFile(descriptor.release(), {}, nullptr));
    }
    if (!std::in_range<std::size_t>(size)) {
        return unreadable(file, ENOMEM); // as a system with 32-bit addresses says of 3 GB
    }
    const auto length = static_cast<std::size_t>(size);
    void* const begin = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor.number(), 0);
    if (begin == MAP_FAILED) {
        return unreadable(file, errno);
    }
    Region* const region = Regions::add(begin, length);
    if (region == nullptr) {
        ::munmap(begin, length);
        return unreadable(file, ENFILE);
    }
    preferLargePages(begin, length);
    return std::shared_ptr<const MappedFile>(new MappedFile(
        descriptor.release(), {static_cast<const std::uint8_t*>(begin), length}, region));
}

MappedFile::~MappedFile()
{
    if (m_region != nullptr) {
        Regions::remove(*m_region);
        ::munmap(const_cast<std::uint8_t*>(m_bytes.data()), m_bytes.size());
    }
    ::close(m_descriptor);
}

bool MappedFile::intact() const
{
    if (m_region != nullptr && m_region->damaged) {
        return false;
    }
    // Within its last page a file that became shorter reads as zeros without a signal.
    struct stat status { };
    return ::fstat(m_descriptor, &status) == 0
        && static_cast<std::uint64_t>(status.st_size) >= m_bytes.size();
}

void MappedFile::adviseSequential() const
{
    advise(m_bytes, POSIX_MADV_SEQUENTIAL);
}

void MappedFile::adviseRandom() const
{
    advise(m_bytes, POSIX_MADV_RANDOM);
}

void MappedFile::reinstallHandler()
{
    Regions::watch();
}

} // namespace numeral::platform
