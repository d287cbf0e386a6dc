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

/// Bytes that nobody changes, in memory or in a mapped file. Cheap to copy: copies share them, and
/// the last one lets go of them. May be used from several threads at once.
class Bytes {
public:
    Bytes() = default;
    explicit Bytes(std::vector<std::uint8_t> bytes);

    /// All of a file's bytes from `first` ≤ their number on.
    Bytes(std::shared_ptr<const platform::MappedFile> file, std::size_t first);

    std::span<const std::uint8_t> span() const { return m_span; }
    std::size_t size() const { return m_span.size(); }

    /// False where the bytes are a file's that could not be read any more: they have turned to
    /// zeros then (see MappedFile). To be asked after they were used.
    bool intact() const;

private:
    std::span<const std::uint8_t> m_span;
    std::shared_ptr<const std::vector<std::uint8_t>> m_memory; ///< one of the two has them
    std::shared_ptr<const platform::MappedFile> m_file;
};

} // namespace numeral
