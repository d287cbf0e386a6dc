// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/npz_archives.h"

#include "core/base/counted.h"
#include "core/data/grouped_files.h"
#include "core/data/npz_images.h"
#include "core/data/zip_tree.h"

#include <algorithm>

namespace numeral {

namespace {

/// Whether an array can be one of images or labels, by the names; others hold weights, for example.
bool hasImages(const FileTree& tree, const GroupedFiles& group)
{
    return std::any_of(group.files.begin(), group.files.end(), [&tree](std::size_t file) {
        const auto archive = openZipTree(tree.pathOf(file));
        return archive
            && std::any_of((*archive)->files().begin(), (*archive)->files().end(),
                [](const std::string& array) {
                    return wordsOf(stemOf(array)).kind || array.starts_with("arr_");
                });
    });
}

} // namespace

std::vector<DataPlace> findNpzArchives(const std::shared_ptr<const FileTree>& tree)
{
    std::error_code error;
    if (!std::filesystem::is_directory(tree->root(), error)) {
        return {}; // archives within archives
    }
    const auto isNpz = [](std::string_view file) { return lowerCase(file).ends_with(".npz"); };
    std::vector<DataPlace> places;
    for (const GroupedFiles& group : groupedFiles(*tree, isNpz)) {
        DataPlace place = placeOf(group, *tree);
        place.summary
            = group.files.size() == 1 ? "an NPZ file" : counted(group.files.size(), "NPZ file");
        place.likelihood = hasImages(*tree, group) ? Likelihood::Sure : Likelihood::OnlyIfNamed;
        DatasetParts parts;
        parts.name = place.name;
        parts.place = place.source.string();
        std::vector<std::filesystem::path> files;
        for (const std::size_t file : group.files) {
            files.push_back(tree->pathOf(file));
        }
        place.read = [files = std::move(files), parts = std::move(parts)](
                         const DataTools& /*tools*/) { return readNpzImages(files, parts); };
        places.push_back(std::move(place));
    }
    return places;
}

} // namespace numeral
