// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/file_tree.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Whether a file's name ends as that of a picture: PNG, JPEG, BMP, GIF, WebP, TIFF, PBM, PGM, PPM.
bool isPictureName(std::string_view file);

/// A picture that was found in a folder or a ZIP archive, or was named.
struct PictureFile {
    std::string name; ///< path from the folder or archive, with slashes
    std::filesystem::path path; ///< names it in messages; in an archive there is no such file
    std::shared_ptr<const FileTree> archive; ///< null for a file in a folder
    std::size_t entry = 0; ///< index into the archive's files
};

/// How deep folders are searched for pictures.
inline constexpr int pictureDepth = 8;

/// Finds the pictures in folders, up to `pictureDepth` levels down, and in ZIP archives (files
/// called so), of each in natural order; any other place is taken for a picture, also where there
/// is no such file. Names are relative to the folder or archive; of several places, to the folder
/// that all of them are in. Errors: FileUnreadable, also if there are none; FileMalformed for a
/// damaged archive.
Result<std::vector<PictureFile>> findPictures(const std::vector<std::filesystem::path>& places);

/// Returns a picture's bytes, at most 512 MiB. Thread-safe. Errors: FileUnreadable, FileMalformed.
/// Throws std::bad_alloc.
Result<std::vector<std::uint8_t>> readPictureFile(const PictureFile& picture);

} // namespace numeral
