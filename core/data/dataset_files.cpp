// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_files.h"

#include "core/base/counted.h"
#include "core/base/listed.h"
#include "core/data/class_names.h"
#include "core/data/idx.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace numeral {

namespace {

namespace fs = std::filesystem;

/// What a file's name says about it.
struct NamedRole {
    std::size_t role = 0; ///< index into `canonicalNames`
    std::string prefix; ///< in lower case
    bool isGzipped = false;
};

/// Takes `ending` off the text's end, with one separator before it.
bool chop(std::string& text, const std::string& ending)
{
    if (!text.ends_with(ending)) {
        return false;
    }
    text.resize(text.size() - ending.size());
    if (!text.empty() && std::string("-_. ").find(text.back()) != std::string::npos) {
        text.pop_back();
    }
    return true;
}

/// Parses a name such as emnist-digits-test-images-idx3-ubyte.gz.
std::optional<NamedRole> roleOf(const std::string& fileName)
{
    std::string rest = lowerCase(fileName);
    NamedRole named;
    named.isGzipped = chop(rest, ".gz");
    constexpr std::array types{"ubyte", "byte", "short", "int", "float", "double"};
    if (std::none_of(
            types.begin(), types.end(), [&rest](const char* type) { return chop(rest, type); })) {
        return std::nullopt;
    }
    const bool isLabels = chop(rest, "idx1") || chop(rest, "idx2"); // QMNIST's have columns
    if (!(isLabels || chop(rest, "idx3")) || !chop(rest, isLabels ? "labels" : "images")) {
        return std::nullopt;
    }
    const bool isTest = chop(rest, "t10k") || chop(rest, "test");
    if (!isTest && !chop(rest, "train")) {
        return std::nullopt;
    }
    named.role = (isTest ? 2U : 0U) + (isLabels ? 1U : 0U);
    named.prefix = rest;
    return named;
}

/// The files of one data set, which may be incomplete.
struct IdxFiles {
    std::string folder; ///< path in the tree; the files are in it, or in folders of their own names
    std::string prefix; ///< what their names begin with, in lower case; often nothing
    std::array<std::optional<std::size_t>, 4> files; ///< in the order of `canonicalNames`
    std::optional<std::size_t> classNames;

    std::size_t count() const
    {
        return static_cast<std::size_t>(std::count_if(
            files.begin(), files.end(), [](const auto& file) { return file.has_value(); }));
    }
    bool hasTest() const { return files[2] && files[3]; }
    bool isComplete() const
    {
        return files[0] && files[1] && files[2].has_value() == files[3].has_value();
    }
    std::size_t depth() const { return depthOf(folder); }
};

std::vector<IdxFiles> idxFilesIn(const FileTree& tree)
{
    std::map<std::pair<std::string, std::string>, IdxFiles> sets; // by folder and prefix
    for (std::size_t i = 0; i < tree.files().size(); ++i) {
        const std::string& file = tree.files()[i];
        const std::optional<NamedRole> named = roleOf(std::string(lastPart(file)));
        if (!named) {
            continue;
        }
        // As some unpackers make it: the file lies in a folder of its own name.
        std::string folder(parentOf(file));
        if (roleOf(std::string(lastPart(folder)))) {
            folder = parentOf(folder);
        }
        IdxFiles& set = sets[{folder, named->prefix}];
        set.folder = folder;
        set.prefix = named->prefix;
        std::optional<std::size_t>& place = set.files[named->role];
        if (!place || !named->isGzipped) {
            place = i;
        }
    }
    std::vector<IdxFiles> list;
    list.reserve(sets.size());
    for (auto& [key, set] : sets) {
        if (set.prefix.empty()) {
            const std::string file = set.folder + (set.folder.empty() ? "" : "/") + classNamesName;
            const auto place = std::ranges::find(tree.files(), file);
            if (place != tree.files().end()) {
                set.classNames = static_cast<std::size_t>(place - tree.files().begin());
            }
        }
        list.push_back(std::move(set));
    }
    std::stable_sort(list.begin(), list.end(),
        [](const IdxFiles& a, const IdxFiles& b) { return a.depth() < b.depth(); });
    return list;
}

/// The folder's name, of "raw" and "gzip", where libraries keep their downloads, that of the one
/// that it is in; of an archive its name without the ending.
std::string nameOf(const FileTree& tree, const std::string& folder)
{
    std::error_code error;
    fs::path whole = fs::absolute(tree.root() / folder, error).lexically_normal();
    if (!whole.has_filename()) {
        whole = whole.parent_path();
    }
    while (whole.filename() == "raw" || whole.filename() == "gzip") {
        whole = whole.parent_path();
    }
    const bool isArchive = folder.empty() && !fs::is_directory(tree.root(), error);
    return (isArchive ? whole.stem() : whole.filename()).string();
}

bool isWithin(const std::string& folder, const std::string& outer)
{
    return outer.empty() || folder == outer || folder.starts_with(outer + '/');
}

/// Reads a pair of image and label files; `first` is the images' place in `canonicalNames`.
Result<void> readPair(const FileTree& tree, const IdxFiles& set, std::size_t first, ImagePart& part,
    DatasetParts& parts)
{
    const std::size_t imagesFile = *set.files[first];
    const std::size_t labelsFile = *set.files[first + 1];
    const auto imageSource = tree.open(imagesFile, mappedFrom);
    if (!imageSource) {
        return tl::unexpected(imageSource.error());
    }
    Result<IdxImages> images = readIdxImages(**imageSource, tree.pathOf(imagesFile));
    if (!images) {
        return tl::unexpected(images.error());
    }
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    const auto labelSource = tree.open(labelsFile, never);
    if (!labelSource) {
        return tl::unexpected(labelSource.error());
    }
    Result<IdxLabels> labels = readIdxLabels(**labelSource, tree.pathOf(labelsFile));
    if (!labels) {
        return tl::unexpected(labels.error());
    }
    if (images->count != labels->labels.size()) {
        return failure(ErrorCode::FileMalformed,
            "“" + tree.pathOf(imagesFile).string() + "” has " + counted(images->count, "image")
                + ", but “" + std::string(lastPart(tree.files()[labelsFile])) + "” has "
                + counted(labels->labels.size(), "label") + ".");
    }
    parts.checksums[canonicalNames[first]] = images->checksum;
    parts.checksums[canonicalNames[first + 1]] = labels->checksum;
    part = {images->shape, std::move(images->pixels), std::move(labels->labels), {}};
    return {};
}

/// One more than the largest label.
std::size_t labelsIn(const DatasetParts& parts)
{
    std::size_t count = 0;
    for (const ImagePart* part : {&parts.training, &parts.test}) {
        for (const Label label : part->labels) {
            count = std::max(count, label + std::size_t{1});
        }
    }
    return count;
}

Result<DatasetParts> readIdx(const FileTree& tree, const IdxFiles& set, DatasetParts parts)
{
    if (const Result<void> read = readPair(tree, set, 0, parts.training, parts); !read) {
        return tl::unexpected(read.error());
    }
    if (set.hasTest()) {
        if (const Result<void> read = readPair(tree, set, 2, parts.test, parts); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (set.classNames) {
        const Result<std::vector<std::string>> names
            = readClassNames(tree, *set.classNames, labelsIn(parts));
        if (!names) {
            return tl::unexpected(names.error());
        }
        parts.training.names = *names;
        parts.test.names = *names;
    }
    return parts;
}

} // namespace

std::vector<DataPlace> findIdxFiles(const std::shared_ptr<const FileTree>& tree)
{
    std::vector<DataPlace> places;
    std::vector<IdxFiles> taken;
    for (const IdxFiles& set : idxFilesIn(*tree)) {
        const bool isCopy = std::any_of(taken.begin(), taken.end(), [&set](const IdxFiles& nearer) {
            return nearer.prefix == set.prefix && isWithin(set.folder, nearer.folder);
        });
        if (!set.isComplete() || isCopy) {
            continue;
        }
        taken.push_back(set);
        const fs::path folder = set.folder.empty() ? tree->root() : tree->root() / set.folder;
        DataPlace place;
        place.name = set.prefix.empty() ? nameOf(*tree, set.folder) : set.prefix;
        place.source = set.prefix.empty() ? folder : folder / set.prefix;
        place.depth = set.depth();
        place.summary = set.hasTest() ? "IDX files" : "IDX files without test images";
        for (const auto& file : set.files) {
            if (file) {
                place.files.push_back(*file);
            }
        }
        if (set.classNames) {
            place.files.push_back(*set.classNames);
        }
        DatasetParts parts;
        parts.name = place.name;
        parts.place = folder.string();
        place.read = [tree, set, parts = std::move(parts)](
                         const DataTools& /*tools*/) { return readIdx(*tree, set, parts); };
        places.push_back(std::move(place));
    }
    return places;
}

std::string missingIdxFile(const FileTree& tree)
{
    const std::vector<IdxFiles> sets = idxFilesIn(tree);
    const auto best = std::max_element(sets.begin(), sets.end(),
        [](const IdxFiles& a, const IdxFiles& b) { return a.count() < b.count(); });
    if (best == sets.end()) {
        return {};
    }
    std::vector<std::string> present;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < canonicalNames.size(); ++i) {
        if (best->files[i]) {
            present.emplace_back(lastPart(tree.files()[*best->files[i]]));
        } else {
            missing.emplace_back(canonicalNames[i]);
        }
    }
    const fs::path folder = best->folder.empty() ? tree.root() : tree.root() / best->folder;
    return "The data set in “" + folder.string() + "” is not complete: " + listed(present)
        + (present.size() == 1 ? " is there, but " : " are there, but ") + listed(missing)
        + (missing.size() == 1 ? " is" : " are") + " missing, plain or gzipped (.gz).";
}

bool hasIdxFiles(const fs::path& folder)
{
    const auto tree = openFileTree(folder);
    const std::vector<IdxFiles> sets = tree ? idxFilesIn(**tree) : std::vector<IdxFiles>();
    return std::any_of(sets.begin(), sets.end(),
        [](const IdxFiles& set) { return set.isComplete() && set.hasTest(); });
}

} // namespace numeral
