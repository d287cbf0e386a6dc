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

/// A file's content, front to back, gzipped or not. One object belongs to one thread.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Fills `buffer` as far as there are bytes, and says how many it got: fewer only at the end.
    /// Error: FileUnreadable, or FileMalformed for a damaged gzip stream.
    virtual Result<std::size_t> read(std::span<std::uint8_t> buffer) = 0;

    /// How many bytes there are in all, where that can be told beforehand.
    virtual std::optional<std::uint64_t> size() const = 0;

    /// More bytes than that there can't be; for a file that isn't gzipped, its size.
    virtual std::uint64_t maxSize() const = 0;

    /// All bytes from `first` on, without a copy; nothing where they have to be read.
    virtual std::optional<Bytes> mapped(std::size_t first) const = 0;
};

/// Opens a regular file; a gzipped one is told by its first two bytes, whatever its name. Others
/// are mapped where they have `mapFrom` bytes or more.
/// Error: FileUnreadable; the sentence names the file.
Result<std::unique_ptr<ByteSource>> openByteSource(
    const std::filesystem::path& file, std::uint64_t mapFrom);

} // namespace numeral
