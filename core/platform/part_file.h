// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace numeral::platform {

/// A file that arrives in parts: what was written stays when this object or the program ends, and
/// the next one goes on there. Not thread-safe.
class PartFile {
public:
    /// Opens the file, or makes it. Error: FileNotWritten with the system's reason.
    static Result<std::unique_ptr<PartFile>> open(std::filesystem::path file);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::filesystem::path& path() const { return m_file; }
    std::uint64_t size() const { return m_size; }

    /// Error: FileNotWritten, also if the disk is full; what fitted stays.
    Result<void> append(std::string_view bytes);

    /// Makes the file empty. Error: FileNotWritten.
    Result<void> clear();

    /// Removes the file. Nothing may be written afterwards.
    void remove() const;

    /// Syncs the file and renames it, over another one if there is one. Nothing may be written
    /// afterwards. Error: FileNotWritten.
    Result<void> moveTo(const std::filesystem::path& target) const;

private:
    PartFile(std::filesystem::path file, int descriptor, std::uint64_t size);

    std::filesystem::path m_file;
    int m_descriptor;
    std::uint64_t m_size;
};

} // namespace numeral::platform
