// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/grouped_files.h"

#include "core/base/natural_order.h"

#include <algorithm>
#include <array>
#include <map>

namespace numeral {

namespace {

std::string_view withoutGz(std::string_view name)
{
    return name.substr(0, lowerCase(name).ends_with(".gz") ? name.size() - 3 : name.size());
}

/// ".csv" of "a/train.csv.gz". The same table with tabs, say, is another data set, not a part.
std::string endingOf(std::string_view file)
{
    const std::string name = lowerCase(withoutGz(lastPart(file)));
    const std::size_t point = name.rfind('.');
    return point == std::string::npos ? std::string() : name.substr(point);
}

bool isForTraining(std::string_view file)
{
    return wordsOf(stemOf(file)).part == DataPart::Training;
}

} // namespace

bool GroupedFiles::hasTraining(const FileTree& tree) const
{
    return std::any_of(files.begin(), files.end(),
        [&tree](std::size_t file) { return isForTraining(tree.files()[file]); });
}

std::string_view stemOf(std::string_view file)
{
    const std::string_view name = withoutGz(lastPart(file));
    return name.substr(0, name.rfind('.'));
}

std::vector<GroupedFiles> groupedFiles(
    const FileTree& tree, const std::function<bool(std::string_view file)>& isWanted)
{
    using Key = std::array<std::string, 3>; // folder, rest and ending
    std::map<Key, GroupedFiles> groups;
    for (std::size_t i = 0; i < tree.files().size(); ++i) {
        const std::string& file = tree.files()[i];
        const bool isCopy = lowerCase(file).ends_with(".gz")
            && std::binary_search(tree.files().begin(), tree.files().end(),
                file.substr(0, file.size() - 3), naturalLess);
        if (isWanted(file) && !isCopy) {
            const std::string folder(parentOf(file));
            const std::string rest = wordsOf(stemOf(file)).rest;
            GroupedFiles& group = groups[{folder, rest, endingOf(file)}];
            group.folder = folder;
            group.rest = rest;
            group.files.push_back(i);
        }
    }
    std::vector<GroupedFiles> list;
    list.reserve(groups.size());
    for (auto& [key, group] : groups) {
        list.push_back(std::move(group));
    }
    return list;
}

DataPlace placeOf(const GroupedFiles& group, const FileTree& tree)
{
    DataPlace place;
    place.files = group.files;
    place.depth = depthOf(group.folder);
    std::size_t named = group.files.front();
    for (const std::size_t file : group.files) {
        named = isForTraining(tree.files()[file]) ? file : named;
    }
    place.source = tree.pathOf(named);
    std::error_code error;
    const std::filesystem::path folder
        = std::filesystem::absolute(place.source, error).parent_path();
    place.name = !group.rest.empty()                   ? group.rest
        : std::filesystem::is_directory(folder, error) ? folder.filename().string()
                                                       : folder.stem().string();
    return place;
}

} // namespace numeral
