// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"

#include "core/data/data_places.h"
#include "core/data/edited_dataset.h"
#include "core/data/edits_file.h"
#include "core/data/even_paper.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

void nameAs(Dataset& dataset, const CatalogueEntry& entry)
{
    dataset.name = entry.title;
    dataset.classes = entry.classes;
    dataset.kind = kindOf(entry.classes);
    dataset.preprocessing = entry.preprocessing.value_or(dataset.preprocessing);
}

const CatalogueEntry* knownByContent(const Dataset& dataset)
{
    const auto& entries = catalogue();
    const auto found
        = std::find_if(entries.begin(), entries.end(), [&](const CatalogueEntry& entry) {
              return !entry.checksums.empty() && entry.checksums == dataset.checksums;
          });
    return found != entries.end() ? &*found : nullptr;
}

/// Reads what was found, and knows a copy of a known data set in any folder.
Result<Dataset> load(const DataPlace& place, const DataTools& tools)
{
    Result<DatasetParts> parts = place.read(tools);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    if (!place.remark.empty()) {
        parts->remarks.push_back(place.remark);
    }
    const bool isUnlabelled = parts->training.labels.empty() && parts->test.labels.empty()
        && (parts->training.size() > 0 || parts->unlabelled.size() > 0);
    if (isUnlabelled && tools.mayBeUnlabelled) {
        return assembledWithoutLabels(std::move(*parts));
    }
    Result<Dataset> dataset = assembled(std::move(*parts));
    if (dataset) {
        dataset->place = place.source;
        if (const CatalogueEntry* known = knownByContent(*dataset)) {
            nameAs(*dataset, *known);
        }
    }
    return dataset;
}

/// EMNIST's files have rows and columns swapped (Cohen et al. 2017), which only digits would show.
bool isTransposedByName(const std::string& name)
{
    return name.starts_with("emnist");
}

Arrangement arrangementFor(Preprocessing preprocessing)
{
    return preprocessing == Preprocessing::Mnist ? Arrangement::LikeMnist : Arrangement::FillsImage;
}

/// Classes that are called 0 to 9, or by single letters, are these if they can be read as such.
/// Says so if they can't. Where nobody can tell, images are taken for digits if they are arranged
/// like MNIST's.
void findKind(Dataset& dataset, const std::vector<ImageReader>& readers)
{
    constexpr double readableDigits = 0.6;
    constexpr double readableLetters = 0.55; // mirrored, 11 of 26 look the same
    dataset.kind = kindOf(dataset.classes);
    if (dataset.kind == ClassKind::Things) {
        return;
    }
    const bool areDigits = dataset.kind == ClassKind::Digits;
    const std::optional<double> read = shareReadRight(dataset, readers);
    const bool isRead = read ? *read >= (areDigits ? readableDigits : readableLetters)
                             : !areDigits || dataset.preprocessing == Preprocessing::Mnist;
    if (read && !isRead) {
        dataset.remarks.push_back("The built-in network reads only "
            + std::to_string(std::lround(*read * 100)) + "% of these "
            + (areDigits ? "digits" : "letters")
            + " as they are labelled: check the labels, and whether the images are turned or "
              "mirrored.");
    }
    dataset.kind = isRead ? dataset.kind : ClassKind::Things;
}

} // namespace

Result<Dataset> loadCatalogueEntry(const CatalogueEntry& entry)
{
    if (!isThere(entry)) {
        return failure(ErrorCode::DataMissing,
            std::string(entry.title) + " is not here: its files are missing from “"
                + entry.download->folder.string() + "”. “numeral-cli fetch " + std::string(entry.id)
                + "” fetches it.");
    }
    const Result<DataPlace> place = dataPlaceAt(placeOf(entry));
    if (!place) {
        return tl::unexpected(place.error());
    }
    Result<Dataset> dataset = load(*place, {});
    if (!dataset) {
        return dataset;
    }
    for (const auto& [name, checksum] : entry.checksums) {
        if (dataset->checksums[name] != checksum) {
            return failure(ErrorCode::FileMalformed,
                "“" + (entry.download->folder / name).string() + "” is not the file of "
                    + std::string(entry.title) + ": its SHA-256 is wrong.");
        }
    }
    if (dataset->classes.size() != entry.classes.size()) {
        return failure(ErrorCode::FileMalformed,
            "“" + placeOf(entry).string() + "” is not " + std::string(entry.title) + ": it has "
                + std::to_string(dataset->classes.size()) + " classes instead of "
                + std::to_string(entry.classes.size()) + ".");
    }
    nameAs(*dataset, entry);
    return dataset;
}

Result<Dataset> loadDataset(const std::string& nameOrPath, const DataTools& tools)
{
    if (const CatalogueEntry* entry = findCatalogueEntry(nameOrPath)) {
        return loadCatalogueEntry(*entry);
    }
    const Result<DataPlace> place = dataPlaceAt(nameOrPath);
    return place ? load(*place, tools) : tl::unexpected(place.error());
}

Result<Dataset> openDataset(const DataRequest& request, const DataTools& tools)
{
    DataTools sized = tools; // pictures are scaled best from their files
    sized.pictureSide = request.look.side.value_or(recordedSide(request.provenance));
    Result<Dataset> dataset = loadDataset(request.nameOrPath, sized);
    if (!dataset) {
        return dataset;
    }
    const CatalogueEntry* const entry = findCatalogueEntry(request.nameOrPath);
    const bool isKnown = dataset->isDrawn || knownByContent(*dataset) != nullptr
        || (entry != nullptr && entry->preprocessing);
    FoundLook found{{}, true, true, arrangementFor(dataset->preprocessing)};
    if (!isKnown && !request.look.invert) { // else the user knows better
        dataset = withEvenPaper(*dataset);
        if (!dataset) {
            return dataset;
        }
    }
    if (!isKnown) {
        const bool isUnlabelled = dataset->training.size() == 0;
        found = findLook(isUnlabelled ? dataset->unlabelled : dataset->training, dataset->classes,
            tools.readers);
        const bool isTransposed
            = entry != nullptr ? entry->isTransposed : isTransposedByName(dataset->name);
        if (entry != nullptr || (isTransposed && !found.isOrientationKnown)) {
            found.look.transposed = isTransposed;
            found.isOrientationKnown = true;
        }
    }
    LookChoices choices = recordedCorrections(request.provenance, *dataset);
    const auto prefer = [](std::optional<bool>& recorded, const std::optional<bool>& wanted) {
        recorded = wanted ? wanted : recorded;
    };
    prefer(choices.stretch, request.look.stretch);
    prefer(choices.invert, request.look.invert);
    prefer(choices.transpose, request.look.transpose);
    prefer(choices.centre, request.look.centre);
    choices.side = request.look.side ? request.look.side : choices.side;
    Result<Dataset> corrected = withCorrectedLook(*dataset, found, choices);
    if (corrected && !isKnown && !corrected->classes.empty()) {
        findKind(*corrected, tools.readers);
    }
    Result<Dataset> edited
        = corrected && !request.isAsInFiles ? withKeptEdits(*corrected) : corrected;
    if (!edited || request.leftOut.empty()) {
        return edited;
    }
    DataEdits edits = edited->edits;
    for (const std::uint32_t number : request.leftOut) {
        edits.training[number] = std::nullopt;
    }
    return withEdits(*corrected, edits);
}

} // namespace numeral
