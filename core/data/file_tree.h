// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/byte_source.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace numeral {

/// The files in a folder and in those within, or in a ZIP archive. Immutable; thread-safe.
class FileTree {
public:
    FileTree() = default;
    FileTree(const FileTree&) = delete;
    FileTree& operator=(const FileTree&) = delete;
    virtual ~FileTree() = default;

    /// The folder or archive.
    const std::filesystem::path& root() const { return m_root; }

    /// Paths from the root, with slashes, in natural order.
    const std::vector<std::string>& files() const { return m_files; }

    /// Names a file in messages; in an archive there is no file of that name.
    std::filesystem::path pathOf(std::size_t file) const { return m_root / m_files[file]; }

    /// Opens a file; gzip is decompressed. An uncompressed file in a folder is mapped from
    /// `mapFrom` bytes on. The tree must outlive the source. Errors: FileUnreadable, FileMalformed.
    virtual Result<std::unique_ptr<ByteSource>> open(
        std::size_t file, std::uint64_t mapFrom) const = 0;

    /// Returns a file's bytes as they are. Errors: FileUnreadable, also if it has more than `most`
    /// bytes; FileMalformed.
    virtual Result<std::vector<std::uint8_t>> read(std::size_t file, std::uint64_t most) const = 0;

    /// Returns text that changes when the file does: its size and the time of its last change.
    virtual std::string stamp(std::size_t file) const = 0;

protected:
    std::filesystem::path m_root;
    std::vector<std::string> m_files;
};

/// How deep folders are searched: torchvision's MNIST is two levels down, MNIST/raw, and classes of
/// pictures are two more below their data set, train/a.
inline constexpr int wholeTree = 5;

/// Lists a folder with up to `depth` levels of folders within, or a ZIP archive. Files and folders
/// whose names start with a dot are passed over, and of a folder all but the first million files.
/// Errors: FileUnreadable, FileMalformed.
Result<std::shared_ptr<const FileTree>> openFileTree(
    const std::filesystem::path& path, int depth = wholeTree);

/// Returns a path's last part, "c.png" of "a/b/c.png", and what is before it, "a/b" or nothing.
std::string_view lastPart(std::string_view path);
std::string_view parentOf(std::string_view path);

/// Returns how many folders down a folder is: 0 for "", 2 for "a/b".
std::size_t depthOf(std::string_view folder);

/// Returns the text with A to Z replaced by a to z.
std::string lowerCase(std::string_view text);

} // namespace numeral
