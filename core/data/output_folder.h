// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/platform/atomic_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace numeral {

/// A folder to which several files are written that belong together. Unless all of them are
/// committed, it is left as it was found: empty, or not there. One object belongs to one thread.
class OutputFolder {
public:
    /// Makes the folder, unless there is an empty one. Error: FileNotWritten.
    static Result<std::unique_ptr<OutputFolder>> create(const std::filesystem::path& folder);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// Error: FileNotWritten where the disk has no room for so many bytes; the sentence says how
    /// much is missing.
    Result<void> checkRoom(std::uint64_t bytes) const;

    /// Begins a file, which the folder keeps. Error: FileNotWritten.
    Result<platform::AtomicFile*> add(const char* name);

    /// Has all files appear, in the order in which they were added. Error: FileNotWritten, and
    /// then none is there.
    Result<void> commit();

private:
    struct File {
        std::filesystem::path path;
        std::unique_ptr<platform::AtomicFile> content;
        bool inPlace = false;
    };

    OutputFolder(std::filesystem::path folder, bool made);

    std::filesystem::path m_folder;
    bool m_made; ///< by us
    bool m_committed = false;
    std::vector<File> m_files;
};

} // namespace numeral
