// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ink_sets.h"

#include "core/base/counted.h"
#include "core/data/drawings.h"
#include "core/data/grouped_files.h"
#include "core/data/text_lines.h"
#include "core/data/zip_tree.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <new>
#include <set>

namespace numeral {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t neverMapped = std::numeric_limits<std::uint64_t>::max();

bool isInkName(std::string_view file)
{
    std::string name = lowerCase(file);
    if (name.ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    return name.ends_with(".ndjson") || name.ends_with(".jsonl");
}

/// Whether the file begins as an ink file does; other programs keep other things in NDJSON.
bool hasStrokes(const FileTree& tree, std::size_t file)
{
    constexpr std::size_t beginning = 4096;
    std::array<std::uint8_t, beginning> buffer{};
    const auto source = tree.open(file, neverMapped);
    const Result<std::size_t> count = source ? (*source)->read(buffer) : Result<std::size_t>(0);
    const std::string_view text(reinterpret_cast<const char*>(buffer.data()), count.value_or(0));
    return text.find("\"strokes\"") != std::string_view::npos;
}

tl::unexpected<Error> notEnoughMemory(const std::string& place)
{
    return failure(ErrorCode::FileUnreadable, "There is not enough memory for “" + place + "”.");
}

/// Reads a file's drawings; `checksums` gets its SHA-256.
Result<std::vector<InkRecord>> readOne(
    const FileTree& tree, std::size_t file, std::map<std::string, std::string>& checksums)
{
    const auto source = tree.open(file, neverMapped);
    if (!source) {
        return tl::unexpected(source.error());
    }
    TextLines lines(**source, tree.pathOf(file));
    std::vector<InkRecord> records;
    for (;;) {
        const Result<std::optional<std::string_view>> line = lines.next();
        if (!line) {
            return tl::unexpected(line.error());
        }
        if (!*line) {
            checksums[tree.files()[file]] = lines.checksum();
            return records;
        }
        Result<std::optional<InkRecord>> record
            = readInkLine(std::string(**line), tree.pathOf(file), lines.number());
        if (!record) {
            return tl::unexpected(record.error());
        }
        if (*record) {
            records.push_back(std::move(**record));
        }
    }
}

/// Reads the files one after the other. A drawing without a writer is its file's, if there are
/// several with several drawings.
Result<std::vector<InkRecord>> readAll(const FileTree& tree, const std::vector<std::size_t>& files,
    const DataTools& tools, std::map<std::string, std::string>& checksums)
{
    std::vector<InkRecord> all;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!tools.goOn(static_cast<double>(i) / static_cast<double>(files.size()))) {
            return openingCancelled();
        }
        Result<std::vector<InkRecord>> records = readOne(tree, files[i], checksums);
        if (!records) {
            return records;
        }
        // My drawings has a file for each drawing, which says nothing about who drew it.
        const bool isOneWriters = files.size() > 1 && records->size() > 1;
        for (InkRecord& record : *records) {
            if (record.writer.empty() && isOneWriters) {
                record.writer = stemOf(tree.files()[files[i]]);
            }
            all.push_back(std::move(record));
        }
    }
    return all;
}

Result<DatasetParts> readInkSet(const FileTree& tree, const std::vector<std::size_t>& files,
    DatasetParts parts, const DataTools& tools)
try {
    const auto records = readAll(tree, files, tools, parts.checksums);
    if (!records) {
        return tl::unexpected(records.error());
    }
    parts.training = partOf(*records);
    parts.isDrawn = true;
    if (const std::size_t left = records->size() - parts.training.size(); left > 0) {
        parts.remarks.push_back(counted(left, "drawing")
            + (left == 1 ? " is left out: it has no label or no ink."
                         : " are left out: they have no label or no ink."));
    }
    return parts;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(parts.place);
}

DataPlace placeFor(const std::shared_ptr<const FileTree>& tree, const GroupedFiles& group)
{
    DataPlace place = placeOf(group, *tree);
    place.summary
        = group.files.size() == 1 ? "an ink file" : counted(group.files.size(), "ink file");
    place.likelihood = std::any_of(group.files.begin(), group.files.end(),
                           [&tree](std::size_t file) { return hasStrokes(*tree, file); })
        ? Likelihood::Sure
        : Likelihood::OnlyIfNamed;
    DatasetParts parts;
    parts.name = place.name;
    parts.place = place.source.string();
    place.read = [tree, files = group.files, parts = std::move(parts)](
                     const DataTools& tools) { return readInkSet(*tree, files, parts, tools); };
    return place;
}

/// Whether the folder holds these files, and nothing else that could be taken for its data set.
bool areAllOf(const fs::path& folder, const std::vector<fs::path>& files)
{
    std::error_code error;
    std::size_t there = 0;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        ++there;
    }
    return !error && there == files.size()
        && std::all_of(files.begin(), files.end(),
            [&folder](const fs::path& file) { return file.parent_path() == folder; });
}

/// Returns the folder's path with a number at its end if it is there already.
fs::path unusedFolder(const fs::path& path)
{
    std::error_code error;
    fs::path file = path;
    for (int number = 2; fs::exists(fs::symlink_status(file, error)); ++number) {
        std::string name = path.filename().string();
        file = path.parent_path() / name.append(" ").append(std::to_string(number));
    }
    return file;
}

/// Returns a name for a file's copy that no other copy has, plain or gzipped.
std::string copyName(const fs::path& file, std::set<std::string>& stems)
{
    const std::string name = file.filename().string();
    const std::string stem(stemOf(name));
    std::string unused = stem;
    for (int number = 2; !stems.insert(unused).second; ++number) {
        unused = stem;
        unused.append(" ").append(std::to_string(number));
    }
    return unused.append(name.substr(stem.size()));
}

} // namespace

bool isInkFile(const fs::path& file)
{
    return isInkName(file.filename().string());
}

Result<fs::path> folderOfInkFiles(const std::vector<fs::path>& files, const fs::path& folder)
{
    if (areAllOf(files.front().parent_path(), files)) {
        return files.front().parent_path();
    }
    const fs::path made = unusedFolder(folder / (std::to_string(files.size()) + " files"));
    std::set<std::string> stems;
    std::error_code error;
    fs::create_directories(made, error);
    for (const fs::path& file : files) {
        if (error) {
            break;
        }
        fs::copy_file(file, made / copyName(file, stems), error);
    }
    if (error) {
        std::error_code ignored;
        fs::remove_all(made, ignored);
        return failure(ErrorCode::FileNotWritten,
            "The files cannot be copied to “" + made.string() + "”: " + error.message() + ".");
    }
    return made;
}

std::vector<DataPlace> findInkFiles(const std::shared_ptr<const FileTree>& tree)
{
    std::map<std::string, GroupedFiles> folders;
    for (const GroupedFiles& group : groupedFiles(*tree, isInkName)) {
        GroupedFiles& folder = folders[group.folder];
        folder.folder = group.folder;
        folder.files.insert(folder.files.end(), group.files.begin(), group.files.end());
    }
    std::vector<DataPlace> places;
    for (auto& [name, folder] : folders) {
        std::sort(folder.files.begin(), folder.files.end());
        const std::vector<std::size_t> files = folder.files;
        if (files.size() > 1) {
            DataPlace all = placeFor(tree, folder);
            all.source = name.empty() ? tree->root() : tree->root() / name;
            places.push_back(std::move(all));
        }
        for (const std::size_t file : files) {
            DataPlace alone
                = placeFor(tree, {name, std::string(stemOf(tree->files()[file])), {file}});
            if (files.size() > 1) {
                alone.likelihood = Likelihood::OnlyIfNamed;
            }
            places.push_back(std::move(alone));
        }
    }
    return places;
}

Result<std::vector<InkRecord>> readInkFiles(const fs::path& path)
try {
    std::error_code error;
    if (!fs::is_directory(path, error) && !isZip(path)) {
        return readInkFile(path);
    }
    const auto tree = openFileTree(path);
    if (!tree) {
        return tl::unexpected(tree.error());
    }
    std::vector<std::size_t> files;
    for (std::size_t i = 0; i < (*tree)->files().size(); ++i) {
        if (isInkName((*tree)->files()[i])) {
            files.push_back(i);
        }
    }
    if (files.empty()) {
        return failure(ErrorCode::FileUnreadable,
            "There is no ink file (*.ndjson) in “" + path.string() + "”.");
    }
    std::map<std::string, std::string> checksums;
    return readAll(**tree, files, {}, checksums);
} catch (const std::bad_alloc&) {
    return notEnoughMemory(path.string());
}

} // namespace numeral
