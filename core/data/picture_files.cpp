// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_files.h"

#include "core/base/readable_file.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path& place)
{
    std::error_code error;
    return fs::is_directory(place, error);
}

/// By its name: what else is packed, such as a document, holds no pictures that anyone means.
bool isArchive(const fs::path& place)
{
    std::error_code error;
    return lowerCase(place.filename().string()).ends_with(".zip")
        && fs::is_regular_file(place, error);
}

/// An absolute path without dots; a folder's doesn't end in a slash.
fs::path wholePath(const fs::path& place)
{
    std::error_code error;
    const fs::path whole = fs::absolute(place, error).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

/// The folder that both are in.
fs::path commonFolder(const fs::path& first, const fs::path& second)
{
    fs::path common;
    for (auto a = first.begin(), b = second.begin();
         a != first.end() && b != second.end() && *a == *b; ++a, ++b) {
        common /= *a;
    }
    return common;
}

/// What the places' names are relative to.
fs::path baseOf(const std::vector<fs::path>& places, bool holdsAll)
{
    const fs::path first = wholePath(places.front());
    fs::path base = holdsAll ? first : first.parent_path();
    for (const fs::path& place : places) {
        base = holdsAll ? base : commonFolder(base, wholePath(place).parent_path());
    }
    return base;
}

/// Error: FileUnreadable, for a folder whose content may not be listed.
Result<void> checkListable(const fs::path& folder)
{
    std::error_code error;
    const fs::directory_iterator content(folder, error);
    return error ? unreadable(folder, error.message()) : Result<void>();
}

Result<void> addFrom(const fs::path& place, const fs::path& base, std::vector<PictureFile>& found)
{
    const bool isPacked = isArchive(place);
    if (Result<void> listable = isPacked ? Result<void>() : checkListable(place); !listable) {
        return listable;
    }
    const auto tree = openFileTree(place, pictureDepth);
    if (!tree) {
        return tl::unexpected(tree.error());
    }
    const fs::path prefix = wholePath(place).lexically_relative(base);
    for (std::size_t i = 0; i < (*tree)->files().size(); ++i) {
        const std::string& file = (*tree)->files()[i];
        if (isPictureName(file)) {
            const std::string name = prefix == "." ? file : (prefix / file).generic_string();
            found.push_back({name, (*tree)->pathOf(i), isPacked ? *tree : nullptr, i});
        }
    }
    return {};
}

} // namespace

bool isPictureName(std::string_view file)
{
    constexpr std::array<std::string_view, 11> endings{
        ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm", ".ppm", ".pbm"};
    const std::string name = lowerCase(lastPart(file));
    return std::any_of(endings.begin(), endings.end(),
        [&name](std::string_view ending) { return name.ends_with(ending); });
}

Result<std::vector<PictureFile>> findPictures(const std::vector<fs::path>& places)
{
    std::vector<PictureFile> found;
    if (places.empty()) {
        return found;
    }
    const auto holdsMany
        = [](const fs::path& place) { return isFolder(place) || isArchive(place); };
    const fs::path base = baseOf(places, places.size() == 1 && holdsMany(places.front()));
    for (const fs::path& place : places) {
        if (!holdsMany(place)) {
            found.push_back(
                {wholePath(place).lexically_relative(base).generic_string(), place, nullptr, 0});
        } else if (const Result<void> added = addFrom(place, base, found); !added) {
            return tl::unexpected(added.error());
        }
    }
    if (found.empty()) {
        return failure(ErrorCode::FileUnreadable,
            "There are no pictures in “" + places.front().string()
                + (places.size() > 1 ? "” and the other places." : "”."));
    }
    return found;
}

Result<std::vector<std::uint8_t>> readPictureFile(const PictureFile& picture)
{
    constexpr std::uint64_t mostBytes = std::uint64_t{512} << 20U;
    return picture.archive ? picture.archive->read(picture.entry, mostBytes)
                           : readWholeFile(picture.path, mostBytes);
}

} // namespace numeral
