// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace numeral::platform {

/// A regular file mapped into memory, read-only: the system reads pages on access and drops them
/// when memory is short, so a file may be larger than memory.
///
/// Changes by other programs may show. If a page can no longer be read, because the file was
/// truncated or its disk fails, the whole content turns to zeros and `intact` returns false from
/// then on; otherwise the system would end the program (SIGBUS). Thread-safe.
class MappedFile {
public:
    /// Error: FileUnreadable, also where there isn't enough address space for the file.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::uint8_t> bytes() const { return m_bytes; }

    /// Whether all bytes accessed so far were the file's: no page was missing, and the file is not
    /// shorter than it was. To be asked after using them. Takes less than a microsecond.
    bool intact() const;

    /// Tell the system how the bytes will be accessed from now on: once from front to back, so that
    /// it reads ahead, or at random.
    void adviseSequential() const;
    void adviseRandom() const;

    /// Installs the SIGBUS handler again after a library was loaded, which may have replaced it, as
    /// UCX does, a library that some builds of LibTorch depend on.
    static void reinstallHandler();

private:
    struct Region;
    class Regions;

    MappedFile(int descriptor, std::span<const std::uint8_t> bytes, Region* region);

    int m_descriptor; ///< kept to ask for the file's size
    std::span<const std::uint8_t> m_bytes;
    Region* m_region; ///< null for an empty file, which is no mapping
};

} // namespace numeral::platform
