// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/platform/atomic_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace numeral {

/// Writes several files that belong together to a folder. Unless all of them are committed, the
/// folder is left as it was found: empty or missing. Not thread-safe.
class OutputFolder {
public:
    /// Creates the folder, or uses an existing empty one. Error: FileNotWritten.
    static Result<std::unique_ptr<OutputFolder>> create(const std::filesystem::path& folder);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// Checks the free disk space. Error: FileNotWritten if there is less than `bytes`; the message
    /// says how much is missing.
    Result<void> checkFreeSpace(std::uint64_t bytes) const;

    /// Creates a file, which the folder owns. Error: FileNotWritten.
    Result<platform::AtomicFile*> add(const char* name);

    /// Moves all files into place, in the order in which they were added. Error: FileNotWritten;
    /// the destructor then removes those already in place.
    Result<void> commit();

private:
    struct File {
        std::filesystem::path path;
        std::unique_ptr<platform::AtomicFile> content;
        bool inPlace = false;
    };

    OutputFolder(std::filesystem::path folder, bool made);

    std::filesystem::path m_folder;
    bool m_made; ///< true if create() made the folder
    bool m_committed = false;
    std::vector<File> m_files;
};

} // namespace numeral
