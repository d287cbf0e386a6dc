// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

namespace numeral::platform {

/// A lock on a folder, which one holder in all programs has at a time. It ends with this object,
/// and with the program however that ends. Leaves no file behind.
class FolderLock {
public:
    /// Returns null if another has it. Where the file system knows no locks, everyone gets one.
    static std::unique_ptr<FolderLock> tryLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    explicit FolderLock(int descriptor);

    int m_descriptor;
};

} // namespace numeral::platform
