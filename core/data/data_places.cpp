// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_places.h"

#include "core/base/listed.h"
#include "core/data/csv_tables.h"
#include "core/data/dataset_files.h"
#include "core/data/ink_sets.h"
#include "core/data/npz_archives.h"
#include "core/data/picture_classes.h"
#include "core/data/picture_places.h"
#include "core/data/zip_tree.h"

#include <algorithm>
#include <iterator>

namespace numeral {

namespace {

namespace fs = std::filesystem;

std::string quotedPath(const fs::path& path)
{
    return "“" + path.string() + "”";
}

/// Where to look, and what is wanted of what is found there.
struct Search {
    fs::path root; ///< folder or archive
    int depth = wholeTree;
    std::string file; ///< in the root: only data sets that it belongs to
    std::string source; ///< in lower case: only data sets of that source
};

fs::path withoutSlashAtEnd(const fs::path& path)
{
    const fs::path normal = path.lexically_normal();
    return !normal.has_filename() && normal.has_parent_path() ? normal.parent_path() : normal;
}

bool isArchive(const fs::path& path)
{
    return isZip(path) && lowerCase(path.extension().string()) != ".npz";
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Search searchFor(const fs::path& wanted)
{
    std::error_code error;
    const fs::path path = withoutSlashAtEnd(wanted);
    if (fs::is_directory(path, error) || isArchive(path)) {
        return {path, wholeTree, {}, {}};
    }
    if (fs::exists(path, error)) {
        return {folderOf(path), 0, path.filename().string(), {}};
    }
    fs::path root = folderOf(path);
    while (!fs::exists(root, error) && root.has_relative_path()) {
        root = folderOf(root);
    }
    // Of folders only the nearest is searched: what is meant can't be farther up.
    const bool isNear = root == folderOf(path) || isArchive(root);
    return {isNear ? root : path, isArchive(root) ? wholeTree : 1, {}, lowerCase(path.string())};
}

/// Those of the sets found, nearest first, that are meant.
std::vector<DataPlace> meantBy(
    const Search& search, const FileTree& tree, std::vector<DataPlace> found)
{
    if (!search.file.empty()) {
        std::erase_if(found, [&](const DataPlace& place) {
            return std::none_of(place.files.begin(), place.files.end(),
                [&](std::size_t file) { return tree.files()[file] == search.file; });
        });
        // Of ink files each is a data set, besides all of them together.
        const auto alone = std::find_if(found.begin(), found.end(),
            [](const DataPlace& place) { return place.files.size() == 1; });
        if (alone != found.end() && found.size() > 1) {
            return {std::move(*alone)};
        }
    }
    if (!search.source.empty()) {
        std::erase_if(found, [&search](const DataPlace& place) {
            return lowerCase(place.source.string()) != search.source;
        });
    }
    Likelihood least = search.file.empty() && search.source.empty() ? Likelihood::Perhaps
                                                                    : Likelihood::OnlyIfNamed;
    for (const DataPlace& place : found) {
        least = std::min(least, place.likelihood);
    }
    std::erase_if(found, [least](const DataPlace& place) { return place.likelihood > least; });
    std::stable_sort(found.begin(), found.end(),
        [](const DataPlace& a, const DataPlace& b) { return a.depth < b.depth; });
    const auto directly = std::count_if(
        found.begin(), found.end(), [](const DataPlace& place) { return place.depth == 0; });
    if (directly == 1) {
        found.resize(1);
    }
    return found;
}

std::string filesFound(const FileTree& tree)
{
    constexpr std::size_t some = 3;
    const std::vector<std::string>& files = tree.files();
    if (files.empty()) {
        return "no files";
    }
    if (files.size() == 1) {
        return "one other file, " + files.front();
    }
    std::vector<std::string> examples(
        files.begin(), files.begin() + static_cast<std::ptrdiff_t>(std::min(files.size(), some)));
    return std::to_string(files.size()) + " other files, such as " + listed(examples);
}

tl::unexpected<Error> nothingFound(const fs::path& path, const Search& search, const FileTree& tree)
{
    std::error_code error;
    if (!search.source.empty() && !fs::exists(path, error)) {
        return failure(
            ErrorCode::FileUnreadable, quotedPath(path) + " is not a data set: it does not exist.");
    }
    std::vector<std::string> formats;
    for (const DataFormat& format : dataFormats()) {
        formats.emplace_back(format.lookedFor);
        if (format.missing != nullptr && search.file.empty()) {
            if (std::string sentence = format.missing(tree); !sentence.empty()) {
                return failure(ErrorCode::DataMissing, std::move(sentence));
            }
        }
    }
    if (!search.file.empty()) {
        return failure(ErrorCode::FileUnreadable,
            quotedPath(path) + " is not a data set. One can be " + listed(formats, " or ") + ".");
    }
    return failure(ErrorCode::FileUnreadable,
        "There is no data set in " + quotedPath(path) + ": " + listed(formats, " or ")
            + " were looked for, there and in folders within, and " + filesFound(tree) + " found.");
}

/// Says what else might have been meant by the folder; nothing if there is nothing.
std::string remarkOnOthers(
    const DataPlace& meant, const std::vector<DataPlace>& all, const fs::path& folder)
{
    constexpr std::size_t some = 3; // more are counted
    std::vector<std::string> names;
    for (const DataPlace& place : all) {
        const bool isPart = std::ranges::any_of(place.files, [&meant](std::size_t file) {
            return std::ranges::find(meant.files, file) != meant.files.end();
        });
        if (place.likelihood != Likelihood::OnlyIfNamed && place.source != meant.source
            && !isPart) {
            names.push_back(place.source.lexically_relative(folder).string());
        }
    }
    if (names.empty()) {
        return {};
    }
    const std::string opened = meant.source.lexically_relative(folder).string();
    std::string remark = "Opened: " + (opened == "." ? meant.summary : opened);
    return remark.append(". Also there: ").append(listedSome(std::move(names), some)).append(".");
}

} // namespace

const std::vector<DataFormat>& dataFormats()
{
    static const std::vector<DataFormat> formats{
        {"four IDX files such as train-images-idx3-ubyte, plain or gzipped", findIdxFiles,
            missingIdxFile},
        {"NumPy's NPZ files", findNpzArchives, nullptr},
        {"a folder of pictures for each class", findPicturePlaces, missingPictureClass},
        {"CSV tables of pixels and labels", findCsvTables, nullptr},
        {"ink files (*.ndjson)", findInkFiles, nullptr},
    };
    return formats;
}

Result<std::vector<DataPlace>> dataPlacesAt(const fs::path& path)
{
    const Search search = searchFor(path);
    const auto tree = openFileTree(search.root, search.depth);
    if (!tree) {
        return tl::unexpected(tree.error());
    }
    std::vector<DataPlace> meant;
    std::vector<DataPlace> others;
    for (const DataFormat& format : dataFormats()) {
        std::vector<DataPlace> found = format.find(*tree);
        if (meant.empty()) {
            meant = meantBy(search, **tree, found);
        }
        std::ranges::move(found, std::back_inserter(others));
        if (!meant.empty() && (!search.file.empty() || !search.source.empty())) {
            return meant; // it has been named
        }
    }
    if (meant.empty()) {
        return nothingFound(path, search, **tree);
    }
    if (meant.size() == 1) {
        meant.front().remark = remarkOnOthers(meant.front(), others, search.root);
    }
    return meant;
}

Result<DataPlace> dataPlaceAt(const fs::path& path)
{
    auto places = dataPlacesAt(path);
    if (!places) {
        return tl::unexpected(places.error());
    }
    if (places->size() == 1) {
        return std::move(places->front());
    }
    std::vector<std::string> names;
    const fs::path folder = withoutSlashAtEnd(path);
    for (const DataPlace& place : *places) {
        names.push_back(place.source.lexically_relative(folder).string());
    }
    return failure(ErrorCode::DataMissing,
        "There are several data sets in " + quotedPath(path) + ": " + listed(names)
            + ". Open one of these.");
}

} // namespace numeral
