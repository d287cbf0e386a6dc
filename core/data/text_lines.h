// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/data/byte_source.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace numeral {

/// Reads a file line by line, and its checksum. A line ends with a line feed, or the file; a byte
/// order mark is passed over. Not thread-safe.
class TextLines {
public:
    /// `source` must outlive this object; `name` is for messages.
    TextLines(ByteSource& source, std::filesystem::path name)
        : m_source(source)
        , m_name(std::move(name))
    {
    }

    /// Returns the next line, valid until the next call; nullopt at the end. Errors: those of the
    /// source; FileMalformed if a line is longer than 128 MiB. Throws std::bad_alloc.
    Result<std::optional<std::string_view>> next();

    std::size_t number() const { return m_number; } ///< of the line returned last, from 1

    /// Returns the SHA-256 of all bytes; call it once, at the end.
    std::string checksum() { return m_sha256.hex(); }

private:
    std::string_view take(std::size_t end, std::size_t next);
    Result<void> readMore();

    ByteSource& m_source;
    std::filesystem::path m_name;
    Sha256 m_sha256;
    std::string m_buffer;
    std::size_t m_first = 0; ///< of the line that comes next
    std::size_t m_searched = 0; ///< there is no line feed between m_first and here
    std::size_t m_number = 0;
    bool m_isAtEnd = false;
};

} // namespace numeral
