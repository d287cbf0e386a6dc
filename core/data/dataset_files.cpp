// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_files.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace numeral {

namespace {

namespace fs = std::filesystem;

constexpr int maxDepth = 3; ///< torchvision's MNIST is two levels down: MNIST/raw
constexpr std::size_t maxEntries = 20'000;

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                    : character;
    });
    return text;
}

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

/// A data set that may be incomplete.
struct Candidate {
    int depth = 0;
    std::array<std::optional<fs::path>, 4> files;

    bool isComplete() const
    {
        return std::all_of(
            files.begin(), files.end(), [](const auto& file) { return file.has_value(); });
    }
    std::size_t count() const
    {
        return static_cast<std::size_t>(std::count_if(
            files.begin(), files.end(), [](const auto& file) { return file.has_value(); }));
    }
};

/// What is in a folder and those within.
struct Contents {
    std::map<std::pair<fs::path, std::string>, Candidate> candidates; ///< by folder and prefix
    std::vector<std::string> others; ///< names of other files, some
    std::size_t otherCount = 0;
};

void addFile(Contents& contents, const fs::path& file, int depth)
{
    constexpr std::size_t someOthers = 3;
    const std::string name = file.filename().string();
    const std::optional<NamedRole> named = roleOf(name);
    if (!named) {
        ++contents.otherCount;
        if (contents.others.size() < someOthers) {
            contents.others.push_back(name);
        }
        return;
    }
    // As some unpackers make it: the file lies in a folder of its own name.
    fs::path folder = file.parent_path();
    if (roleOf(folder.filename().string())) {
        folder = folder.parent_path();
        --depth;
    }
    Candidate& candidate = contents.candidates[{folder, named->prefix}];
    candidate.depth = depth;
    std::optional<fs::path>& place = candidate.files[named->role];
    if (!place || !named->isGzipped) {
        place = file;
    }
}

Contents list(const fs::path& folder)
{
    Contents contents;
    std::error_code error;
    std::size_t entries = 0;
    fs::recursive_directory_iterator entry(folder,
        fs::directory_options::skip_permission_denied
            | fs::directory_options::follow_directory_symlink,
        error);
    for (; !error && entry != fs::recursive_directory_iterator() && ++entries <= maxEntries;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            const bool isHidden = entry->path().filename().string().starts_with('.');
            if (entry.depth() >= maxDepth || isHidden) {
                entry.disable_recursion_pending();
            }
        } else {
            addFile(contents, entry->path(), entry.depth());
        }
    }
    return contents;
}

/// The folder's name, of "raw" and "gzip", where libraries keep their downloads, that of the one
/// that it is in.
std::string nameOf(const fs::path& folder)
{
    std::error_code error;
    fs::path whole = fs::absolute(folder, error).lexically_normal();
    if (!whole.has_filename()) {
        whole = whole.parent_path();
    }
    while (whole.filename() == "raw" || whole.filename() == "gzip") {
        whole = whole.parent_path();
    }
    return whole.filename().string();
}

bool isWithin(const fs::path& folder, const fs::path& outer)
{
    return std::mismatch(outer.begin(), outer.end(), folder.begin(), folder.end()).first
        == outer.end();
}

std::vector<DatasetFiles> completeOnes(const Contents& contents)
{
    std::vector<std::pair<int, DatasetFiles>> found;
    for (const auto& [key, candidate] : contents.candidates) {
        if (candidate.isComplete()) {
            DatasetFiles files{
                key.second.empty() ? nameOf(key.first) : key.second, key.first, key.second, {}};
            std::transform(candidate.files.begin(), candidate.files.end(), files.files.begin(),
                [](const std::optional<fs::path>& file) { return *file; });
            found.emplace_back(candidate.depth, std::move(files));
        }
    }
    std::stable_sort(
        found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<DatasetFiles> sets;
    for (auto& [depth, files] : found) {
        const bool isHidden
            = std::any_of(sets.begin(), sets.end(), [&](const DatasetFiles& nearer) {
                  return nearer.prefix == files.prefix && isWithin(files.folder, nearer.folder);
              });
        if (!isHidden) {
            sets.push_back(std::move(files));
        }
    }
    return sets;
}

std::string quotedPath(const fs::path& path)
{
    return "“" + path.string() + "”";
}

/// "a, b and c".
std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return text;
}

tl::unexpected<Error> incomplete(const fs::path& folder, const Candidate& candidate)
{
    std::vector<std::string> present;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < canonicalNames.size(); ++i) {
        if (candidate.files[i]) {
            present.push_back(candidate.files[i]->filename().string());
        } else {
            missing.emplace_back(canonicalNames[i]);
        }
    }
    return failure(ErrorCode::DataMissing,
        "The data set in " + quotedPath(folder) + " is not complete: " + listed(present)
            + (present.size() == 1 ? " is there, but " : " are there, but ") + listed(missing)
            + (missing.size() == 1 ? " is" : " are") + " missing, plain or gzipped (.gz).");
}

tl::unexpected<Error> nothingFound(const fs::path& folder, const Contents& contents)
{
    std::string found = "no files";
    if (contents.otherCount > 0) {
        found = contents.otherCount == 1 ? "one other file, " + contents.others.front()
                                         : std::to_string(contents.otherCount)
                + " other files, such as " + listed(contents.others);
    }
    return failure(ErrorCode::FileUnreadable,
        "There is no data set in " + quotedPath(folder) + ": four IDX files such as "
            + trainingImagesName
            + ", plain or gzipped, were looked for, there and in folders within, " + "and " + found
            + " found.");
}

tl::unexpected<Error> several(const fs::path& path, const std::vector<DatasetFiles>& sets)
{
    std::vector<std::string> places;
    for (const DatasetFiles& set : sets) {
        places.push_back(((set.prefix.empty() ? set.folder : set.folder / set.prefix))
                             .lexically_relative(path)
                             .string());
    }
    return failure(ErrorCode::DataMissing,
        "There are several data sets in " + quotedPath(path) + ": " + listed(places)
            + ". Open one of these.");
}

/// Those of the sets found within `folder`, nearest first, that it may mean.
std::vector<DatasetFiles> meantBy(const fs::path& folder, std::vector<DatasetFiles> sets)
{
    const auto directly = std::count_if(sets.begin(), sets.end(),
        [&folder](const DatasetFiles& set) { return set.folder == folder; });
    if (directly == 1) {
        sets.resize(1);
    }
    return sets;
}

/// The sentence for a folder in which no data set is complete.
tl::unexpected<Error> noneIn(const fs::path& folder, const Contents& contents)
{
    if (contents.candidates.empty()) {
        return nothingFound(folder, contents);
    }
    const auto best = std::max_element(contents.candidates.begin(), contents.candidates.end(),
        [](const auto& a, const auto& b) { return a.second.count() < b.second.count(); });
    return incomplete(best->first.first, best->second);
}

fs::path withoutSlashAtEnd(const fs::path& path)
{
    const fs::path normal = path.lexically_normal();
    return !normal.has_filename() && normal.has_parent_path() ? normal.parent_path() : normal;
}

} // namespace

std::vector<DatasetFiles> datasetsAt(const fs::path& path)
{
    std::error_code error;
    const fs::path folder = withoutSlashAtEnd(path);
    if (fs::is_directory(folder, error)) {
        return meantBy(folder, completeOnes(list(folder)));
    }
    const std::string prefix = lowerCase(folder.filename().string());
    const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    std::vector<DatasetFiles> sets;
    if (!prefix.empty() && !fs::exists(folder, error) && fs::is_directory(parent, error)) {
        sets = completeOnes(list(parent));
        std::erase_if(sets, [&prefix](const DatasetFiles& set) { return set.prefix != prefix; });
    }
    return sets;
}

Result<DatasetFiles> datasetFilesAt(const fs::path& path)
{
    std::vector<DatasetFiles> sets = datasetsAt(path);
    if (sets.size() == 1) {
        return std::move(sets.front());
    }
    const fs::path folder = withoutSlashAtEnd(path);
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        return failure(ErrorCode::FileUnreadable, quotedPath(path) + " is not a folder.");
    }
    return sets.empty() ? noneIn(folder, list(folder)) : several(folder, sets);
}

} // namespace numeral
