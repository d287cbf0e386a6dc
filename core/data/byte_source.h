// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/bytes.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace numeral {

/// Reads a file from front to back, decompressing gzip: the contents of all its members, one after
/// the other. Zeros after a member are padding and skipped; anything else is an error. Not
/// thread-safe.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Fills `buffer` and returns the number of bytes read: fewer only at the end of the file.
    /// Error: FileUnreadable, or FileMalformed for a damaged gzip stream.
    virtual Result<std::size_t> read(std::span<std::uint8_t> buffer) = 0;

    /// Returns the total number of bytes, if known in advance.
    virtual std::optional<std::uint64_t> size() const = 0;

    /// Returns an upper bound of the number of bytes: the size of a file that isn't gzipped.
    virtual std::uint64_t maxSize() const = 0;

    /// Returns all bytes from offset `first` on without copying, or nothing if they must be read.
    virtual std::optional<Bytes> mapped(std::size_t first) const = 0;
};

/// Whether a file that starts so is a gzip file.
bool isGzip(std::span<const std::uint8_t> beginning);

/// Returns what decompresses the source's bytes, which are a gzip file's; `name` is for messages.
std::unique_ptr<ByteSource> decompressed(
    std::unique_ptr<ByteSource> gzipped, const std::filesystem::path& name);

/// Opens a regular file; gzip is detected by its first two bytes, not by the name. Other files are
/// memory-mapped from `mapFrom` bytes on.
/// Error: FileUnreadable; the sentence names the file.
Result<std::unique_ptr<ByteSource>> openByteSource(
    const std::filesystem::path& file, std::uint64_t mapFrom);

} // namespace numeral
