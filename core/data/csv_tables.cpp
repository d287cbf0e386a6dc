// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_tables.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/data/csv_columns.h"
#include "core/data/csv_images.h"
#include "core/data/grouped_files.h"
#include "core/data/text_lines.h"

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <optional>
#include <string>

namespace numeral {

namespace {

bool isTable(std::string_view file)
{
    std::string name = lowerCase(lastPart(file));
    if (name.ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    return (name.ends_with(".csv") || name.ends_with(".tsv"))
        && name.find("submission") == std::string::npos;
}

/// The next line that isn't blank; nothing at the end, or if the file can't be read.
std::optional<std::string> nextFilled(TextLines& lines)
{
    for (;;) {
        const auto line = lines.next();
        if (!line || !*line) {
            return std::nullopt;
        }
        if ((*line)->find_first_not_of(" \t\r") != std::string_view::npos) {
            return std::string(**line);
        }
    }
}

/// Whether a file's first two lines can be those of a table of images.
bool isOfImages(const FileTree& tree, std::size_t file)
{
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    const auto source = tree.open(file, never);
    if (!source) {
        return false;
    }
    TextLines lines(**source, tree.pathOf(file));
    const std::optional<std::string> first = nextFilled(lines);
    const std::optional<std::string> second = nextFilled(lines);
    if (!first || !second) {
        return false;
    }
    const char separator = csvSeparator(*first);
    CsvFields fields;
    splitCsvLine(*first, separator, fields);
    const auto columns = csvColumns(fields);
    splitCsvLine(*second, separator, fields);
    return columns && fields.size() == columns->count && parseReal(fields[columns->pixels.front()])
        && parseReal(fields[columns->pixels.back()]);
}

Result<DatasetParts> readTables(const FileTree& tree, const std::vector<std::size_t>& files,
    DatasetParts parts, const DataTools& tools)
try {
    std::array<ImagePart, 3> found; // by DataPart
    for (std::size_t i = 0; i < files.size(); ++i) {
        constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
        const std::filesystem::path path = tree.pathOf(files[i]);
        const auto source = tree.open(files[i], never);
        if (!source) {
            return tl::unexpected(source.error());
        }
        const auto size = static_cast<double>((*source)->maxSize());
        bool isCancelled = false;
        Result<ReadImages> images = readCsvImages(**source, path, [&](std::uint64_t bytes) {
            const double share = std::min(static_cast<double>(bytes) / size, 1.0);
            isCancelled
                = !tools.goOn((static_cast<double>(i) + share) / static_cast<double>(files.size()));
            return !isCancelled;
        });
        if (!images) {
            return isCancelled ? openingCancelled() : tl::unexpected(images.error());
        }
        const DataPart part = wordsOf(stemOf(path.string())).part.value_or(DataPart::Training);
        if (part != DataPart::Training && images->part.labels.empty()) {
            parts.remarks.push_back("“" + path.filename().string() + "” has no labels: its "
                + counted(images->part.size(), "image") + " can be predicted, not tested with.");
            parts.unlabelled = std::move(images->part);
            continue;
        }
        parts.checksums[path.filename().string()] = images->checksum;
        ImagePart& place = found[static_cast<std::size_t>(part)];
        Result<ImagePart> both = joined(std::move(place), std::move(images->part), parts.place);
        if (!both) {
            return tl::unexpected(both.error());
        }
        place = std::move(*both);
    }
    auto& [training, validation, test] = found;
    if (test.size() == 0) {
        test = std::move(validation);
        validation = {};
    }
    Result<ImagePart> all = joined(std::move(training), std::move(validation), parts.place);
    if (!all) {
        return tl::unexpected(all.error());
    }
    parts.training = std::move(*all);
    parts.test = std::move(test);
    if (parts.training.size() == 0) {
        std::swap(parts.training, parts.test);
    }
    return parts;
} catch (const std::bad_alloc&) {
    return failure(
        ErrorCode::FileUnreadable, "There is not enough memory for “" + parts.place + "”.");
}

} // namespace

std::vector<DataPlace> findCsvTables(const std::shared_ptr<const FileTree>& tree)
{
    std::vector<DataPlace> places;
    for (const GroupedFiles& group : groupedFiles(*tree, isTable)) {
        DataPlace place = placeOf(group, *tree);
        place.likelihood = !isOfImages(*tree, group.files.front()) ? Likelihood::OnlyIfNamed
            : group.hasTraining(*tree)                             ? Likelihood::Sure
                                                                   : Likelihood::Perhaps;
        place.summary
            = group.files.size() == 1 ? "a CSV table" : counted(group.files.size(), "CSV table");
        DatasetParts parts;
        parts.name = place.name;
        parts.place = place.source.string();
        place.read = [tree, files = group.files, parts = std::move(parts)](
                         const DataTools& tools) { return readTables(*tree, files, parts, tools); };
        places.push_back(std::move(place));
    }
    return places;
}

} // namespace numeral
