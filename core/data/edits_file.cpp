// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/edits_file.h"

#include "core/base/json_text.h"
#include "core/base/readable_file.h"
#include "core/data/edited_dataset.h"
#include "core/platform/paths.h"
#include "core/platform/whole_file.h"

#include <algorithm>
#include <system_error>

namespace numeral {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* fileName = "numeral-edits.json";
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 28U;

std::filesystem::path fileElsewhere()
{
    return platform::dataHome() / fileName;
}

tl::unexpected<Error> unknownContent(const std::filesystem::path& file)
{
    return failure(ErrorCode::FileMalformed,
        "“" + file.string()
            + "” should hold the changes that were made to images here, but has "
              "other content. Move it away to do without them.");
}

/// Returns the list of all data sets' edits; an empty one without a file.
Result<Json> readAll(const std::filesystem::path& file)
{
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) {
        return Json::array();
    }
    const Result<std::vector<std::uint8_t>> bytes = readWholeFile(file, mostBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Json json
        = parseOrderedJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    const bool isKnown = json.is_object() && json.contains("data_sets")
        && json["data_sets"].is_array()
        && std::ranges::all_of(
            json["data_sets"], [](const Json& each) { return each.is_object(); });
    return isKnown ? Result<Json>(json["data_sets"]) : unknownContent(file);
}

auto entryOf(Json& all, const Dataset& dataset)
{
    const Json checksums = dataset.checksums;
    return std::ranges::find_if(all,
        [&checksums](const Json& entry) { return entry.value("sha256", Json()) == checksums; });
}

/// Whether the file has edits of the data set, or at least an entry.
bool hasEntry(const std::filesystem::path& file, const Dataset& dataset)
{
    Result<Json> all = readAll(file);
    return all && entryOf(*all, dataset) != all->end();
}

/// Applies to `kept` what is different after something from before.
void applyChange(ImageEdits& kept, const ImageEdits& before, const ImageEdits& after)
{
    for (const auto& [number, label] : before) {
        if (!after.contains(number)) {
            kept.erase(number);
        }
    }
    for (const auto& [number, label] : after) {
        const auto known = before.find(number);
        if (known == before.end() || known->second != label) {
            kept[number] = label;
        }
    }
}

/// Writes the edits of the data set to the file; without edits deletes its entry, unless an empty
/// one is to say that there are none.
Result<void> update(const std::filesystem::path& file, const Dataset& dataset,
    const DataEdits& edits, bool keepsEmpty = false)
{
    Result<Json> all = readAll(file);
    if (!all) {
        return tl::unexpected(all.error());
    }
    const auto before = entryOf(*all, dataset);
    if (before != all->end()) {
        all->erase(before);
    } else if (edits.empty() && !keepsEmpty) {
        return {};
    }
    if (!edits.empty() || keepsEmpty) {
        all->push_back({{"name", dataset.name}, {"sha256", dataset.checksums},
            {"edits", parseOrderedJson(toJson(edits))}});
    }
    std::error_code error;
    if (all->empty()) {
        std::filesystem::remove(file, error);
        return error ? platform::writeWholeFile(file, "{\"data_sets\":[]}\n") : Result<void>();
    }
    std::filesystem::create_directories(file.parent_path(), error); // or writing fails
    return platform::writeWholeFile(file, jsonText(Json{{"data_sets", *all}}) + '\n');
}

} // namespace

std::filesystem::path editsFile(const Dataset& dataset)
{
    std::error_code error;
    std::filesystem::path folder = dataset.place;
    while (!folder.empty() && !std::filesystem::is_directory(folder, error)) { // in an archive, say
        if (folder == folder.parent_path()) {
            return {};
        }
        folder = folder.parent_path();
    }
    return dataset.checksums.empty() || dataset.place.empty() ? std::filesystem::path()
                                                              : folder / fileName;
}

Result<DataEdits> keptEdits(const Dataset& dataset)
{
    if (dataset.checksums.empty()) {
        return DataEdits();
    }
    for (const std::filesystem::path& file : {fileElsewhere(), editsFile(dataset)}) {
        Result<Json> all = readAll(file);
        if (!all) {
            return tl::unexpected(all.error());
        }
        if (const auto entry = entryOf(*all, dataset); entry != all->end()) {
            const Result<DataEdits> edits = parseDataEdits(jsonText(entry->value("edits", Json())));
            return edits ? edits : unknownContent(file);
        }
    }
    return DataEdits();
}

Result<Dataset> withKeptEdits(const Dataset& asInFiles)
{
    const Result<DataEdits> edits = keptEdits(asInFiles);
    Result<Dataset> edited = edits ? withEdits(asInFiles, *edits) : tl::unexpected(edits.error());
    const bool isOutOfMemory = edits && !edited && edited.error().code != ErrorCode::FileMalformed;
    if (edited || isOutOfMemory) {
        return edited;
    }
    Dataset unchanged = asInFiles;
    unchanged.remarks.push_back(edited.error().detail);
    return unchanged;
}

Result<void> keepEdits(const Dataset& dataset, const DataEdits& before, const DataEdits& after)
{
    if (dataset.checksums.empty()) {
        return failure(ErrorCode::FileNotWritten,
            "The images of “" + dataset.name
                + "” are in no file beside which changes to them could be kept.");
    }
    Result<DataEdits> edits = keptEdits(dataset);
    if (!edits) {
        return tl::unexpected(edits.error());
    }
    applyChange(edits->training, before.training, after.training);
    applyChange(edits->test, before.test, after.test);
    const std::filesystem::path beside = editsFile(dataset);
    Result<void> isBeside = beside.empty()
        ? Result<void>(failure(ErrorCode::FileNotWritten, "There is no folder."))
        : update(beside, dataset, *edits);
    if (!isBeside && isBeside.error().code != ErrorCode::FileNotWritten) {
        return isBeside;
    }
    // Elsewhere counts first, so that an old entry beside the data does no harm.
    return isBeside ? update(fileElsewhere(), dataset, {})
                    : update(fileElsewhere(), dataset, *edits, hasEntry(beside, dataset));
}

} // namespace numeral
