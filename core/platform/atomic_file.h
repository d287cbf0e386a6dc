// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace numeral {

/// A sequential byte output. The exporters write to it, so that tests can replace the disk.
class ByteSink {
public:
    ByteSink() = default;
    ByteSink(const ByteSink&) = delete;
    ByteSink& operator=(const ByteSink&) = delete;
    virtual ~ByteSink() = default;

    virtual Result<void> write(std::string_view bytes) = 0;
};

namespace platform {

/// A file that appears complete or not at all: it is written to a temporary file in the target's
/// folder, synced, read back and compared, then renamed over the target, and the folder is synced.
/// Without `commit` nothing is left behind. Symbolic links are followed; an existing file's
/// permissions are kept. Not thread-safe.
class AtomicFile final : public ByteSink {
public:
    /// Creates the temporary file. Error: FileNotWritten with the system's reason; also if the
    /// target exists and is not a regular file.
    static Result<std::unique_ptr<AtomicFile>> create(std::filesystem::path target);
    ~AtomicFile() override;

    /// After an error, every further `write` and `commit` returns that error.
    Result<void> write(std::string_view bytes) override;

    /// Syncs the file, reads it back from the disk and compares it with the data written. `commit`
    /// does this too, but it takes a while for a large file: `shouldContinue` is called repeatedly
    /// with the number of bytes read back so far. Returns false if `shouldContinue` returned false;
    /// the file is then not committed.
    Result<bool> verify(const std::function<bool(std::uint64_t bytes)>& shouldContinue);

    /// Moves the file into place. Call it once, at the end; immediately after `verify` it is fast.
    /// On success the file is in place. On error the old file is unchanged, unless only the final
    /// sync of the folder failed: then the new file is in place, but may not survive a power
    /// failure.
    Result<void> commit();

private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor);

    void startWriteback();
    Result<bool> readBack(const std::function<bool(std::uint64_t bytes)>& shouldContinue) const;

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor;
    Result<void> m_outcome; ///< result of all writes so far
    std::uint64_t m_size = 0; ///< size and CRC-32 of the data written, compared with
    std::uint32_t m_crc = 0; ///< those of the data read back
    std::uint64_t m_writebackOffset = 0; ///< bytes whose write-back was requested
    bool m_verified = false;
};

/// Creates an empty file; returns false if the name already exists. Atomic: if two programs try at
/// the same time, only one succeeds. Error: FileNotWritten with the system's reason.
Result<bool> makeEmptyFile(const std::filesystem::path& file);

} // namespace platform

} // namespace numeral
