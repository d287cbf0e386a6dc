// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_places.h"

#include "core/base/counted.h"
#include "core/data/picture_classes.h"
#include "core/platform/paths.h"

namespace numeral {

std::vector<DataPlace> findPicturePlaces(const std::shared_ptr<const FileTree>& tree)
{
    std::vector<DataPlace> places;
    for (PictureClasses& found : findPictureClasses(tree)) {
        const std::filesystem::path folder
            = found.base.empty() ? tree->root() : tree->root() / found.base;
        std::error_code error;
        const std::filesystem::path whole = std::filesystem::absolute(folder, error);
        const bool isFolder = !found.base.empty() || std::filesystem::is_directory(folder, error);
        DataPlace place;
        place.name = (isFolder ? whole.filename() : whole.stem()).string();
        place.source = folder;
        place.depth = depthOf(found.base);
        place.summary = counted(found.pictures.size(), "picture") + " in "
            + counted(found.classes.size(), "class", "classes");
        DatasetParts parts;
        parts.name = place.name;
        parts.place = folder.string();
        place.read = [found = std::move(found), parts = std::move(parts)](const DataTools& tools) {
            return readPictureClasses(found, parts, tools, platform::cacheHome() / "pictures");
        };
        places.push_back(std::move(place));
    }
    return places;
}

} // namespace numeral
