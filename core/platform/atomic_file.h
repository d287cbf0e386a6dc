// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace numeral {

/// Takes a file's bytes in order. The exporters write to it, so that a test can stand in for the
/// disk.
class ByteSink {
public:
    ByteSink() = default;
    ByteSink(const ByteSink&) = delete;
    ByteSink& operator=(const ByteSink&) = delete;
    virtual ~ByteSink() = default;

    virtual Result<void> write(std::string_view bytes) = 0;
};

namespace platform {

/// A file that appears whole or not at all: written beside its target, synced, read back and
/// compared, renamed over the target, the folder synced. Without `commit` nothing is left
/// behind. A link is followed; an existing file's permissions are kept. One object belongs to one
/// thread.
class AtomicFile final : public ByteSink {
public:
    /// Error: FileNotWritten with the system's reason; also where the target is there but isn't a
    /// regular file.
    static Result<std::unique_ptr<AtomicFile>> create(std::filesystem::path target);
    ~AtomicFile() override;

    /// After an error, every further `write` and `commit` returns that error.
    Result<void> write(std::string_view bytes) override;

    /// Syncs what was written, reads it back from the disk and compares. `commit` does it, but for
    /// a large file it takes a while: `goOn` is asked again and again, with the number of bytes
    /// read back so far. Gives false where it said false, and then the file is not committed.
    Result<bool> verify(const std::function<bool(std::uint64_t bytes)>& goOn);

    /// Call it once, at the end; at once after `verify` it doesn't take long. After it returns a
    /// value the file is in place; after an error the old one is untouched, unless all that failed
    /// was to make the new name outlast a power cut.
    Result<void> commit();

private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor);

    void startWritingBack();
    Result<bool> readBack(const std::function<bool(std::uint64_t bytes)>& goOn) const;

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor;
    Result<void> m_outcome; ///< of all writes so far
    std::uint64_t m_size = 0; ///< size and CRC-32 of what was written, compared with what is
    std::uint32_t m_crc = 0; ///< read back
    std::uint64_t m_writingBack = 0; ///< how much of it the system was told to put on the disk
    bool m_verified = false;
};

/// Makes an empty file; false where something has that name already. Of two programs that try at
/// once only one succeeds. Error: FileNotWritten with the system's reason.
Result<bool> makeEmptyFile(const std::filesystem::path& file);

} // namespace platform

} // namespace numeral
