// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace numeral {

namespace platform {
class MappedFile;
}

/// Immutable, reference-counted bytes in memory or in a mapped file. Thread-safe.
class Bytes {
public:
    Bytes() = default;
    explicit Bytes(std::vector<std::uint8_t> bytes);

    /// A file's bytes from offset `first` on; `first` must not exceed its size.
    Bytes(std::shared_ptr<const platform::MappedFile> file, std::size_t first);

    std::span<const std::uint8_t> span() const { return m_span; }
    std::size_t size() const { return m_span.size(); }

    /// Returns false if the bytes are those of a file that could no longer be read; they are zeros
    /// then (see MappedFile). To be asked after using them.
    bool intact() const;

private:
    std::span<const std::uint8_t> m_span;
    std::shared_ptr<const std::vector<std::uint8_t>> m_memory; ///< one of the two has them
    std::shared_ptr<const platform::MappedFile> m_file;
};

} // namespace numeral
