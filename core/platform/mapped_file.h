// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace numeral::platform {

/// A regular file's content as memory, read-only: the system reads pages as they are touched, and
/// drops them again where memory is short, so that a file may be larger than memory.
///
/// What another program writes to the file may show. Where a page can't be read any more, since
/// another program made the file shorter or its disk fails, all of the content turns to zeros
/// and `intact` says so from then on; without that, the system would end this program (SIGBUS).
/// Its functions may be called from several threads at once.
class MappedFile {
public:
    /// Error: FileUnreadable, also where there isn't enough address space for the file.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::uint8_t> bytes() const { return m_bytes; }

    /// Whether the bytes that were touched so far were the file's: no page was missing, and the
    /// file is as long as it was. To be asked after they were used. Takes less than a microsecond.
    bool intact() const;

    /// How the bytes will be touched from now on: once from front to back, so that the system
    /// reads ahead, or here and there.
    void adviseSequential() const;
    void adviseRandom() const;

    /// To be called when a library was loaded: it may have taken the signal that tells of missing
    /// pages for itself, as UCX does, which some builds of LibTorch bring with them.
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
