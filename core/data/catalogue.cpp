// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"

#include "core/data/data_places.h"
#include "core/data/dataset_files.h"
#include "core/platform/paths.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

std::vector<std::string> numberNames(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

void nameAs(Dataset& dataset, const CatalogueEntry& entry)
{
    dataset.name = entry.title;
    dataset.classes = entry.classes;
    dataset.kind = kindOf(entry.classes);
    dataset.preprocessing = entry.preprocessing;
}

const CatalogueEntry* knownByContent(const Dataset& dataset)
{
    const auto& entries = catalogue();
    const auto found = std::find_if(entries.begin(), entries.end(),
        [&](const CatalogueEntry& entry) { return entry.checksums == dataset.checksums; });
    return found != entries.end() ? &*found : nullptr;
}

/// Reads what was found, and knows a copy of a known data set in any folder.
Result<Dataset> load(const DataPlace& place, const DataTools& tools)
{
    Result<DatasetParts> parts = place.read(tools);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    Result<Dataset> dataset = assembled(std::move(*parts));
    if (dataset) {
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

/// Classes that are called 0 to 9 are digits if they can be read as such. Says so if they can't,
/// and where nobody can tell takes images for digits that are arranged like MNIST's.
void findKind(Dataset& dataset, const DigitAccuracy& digitAccuracy)
{
    constexpr double readable = 0.6;
    dataset.kind = kindOf(dataset.classes);
    if (dataset.kind != ClassKind::Digits) {
        return;
    }
    const std::optional<double> read = digitsReadRight(dataset, digitAccuracy);
    const bool isRead = read ? *read >= readable : dataset.preprocessing == Preprocessing::Mnist;
    dataset.kind = isRead ? ClassKind::Digits : ClassKind::Things;
    if (read && !isRead) {
        dataset.remarks.push_back("The built-in network reads only "
            + std::to_string(std::lround(*read * 100))
            + "% of these digits as they are labelled: check the labels, and whether the images "
              "are turned or mirrored.");
    }
}

} // namespace

const std::vector<CatalogueEntry>& catalogue()
{
    static const std::vector<CatalogueEntry> entries{
        {"mnist", "MNIST", "70,000 handwritten digits.", numberNames(10), Preprocessing::Mnist,
            platform::dataHome() / "mnist",
            "“numeral-fetch-mnist” fetches it, in the source tree “packaging/run”.",
            {
                {trainingImagesName,
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
                {trainingLabelsName,
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
                {testImagesName,
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
                {testLabelsName,
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
            }},
        {"fashion-mnist", "Fashion-MNIST", "70,000 pictures of ten kinds of clothing.",
            {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                "Bag", "Ankle boot"},
            Preprocessing::Fit, platform::sharedDatasets() / "fashion-mnist",
            "Install the package dataset-fashion-mnist.",
            {
                {trainingImagesName,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"},
                {trainingLabelsName,
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
                {testImagesName,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"},
                {testLabelsName,
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"},
            }},
    };
    return entries;
}

const CatalogueEntry* findCatalogueEntry(std::string_view id)
{
    const auto& entries = catalogue();
    const auto found = std::find_if(entries.begin(), entries.end(),
        [id](const CatalogueEntry& entry) { return entry.id == id; });
    return found != entries.end() ? &*found : nullptr;
}

Result<Dataset> loadCatalogueEntry(const CatalogueEntry& entry)
{
    if (!hasIdxFiles(entry.folder)) {
        return failure(ErrorCode::DataMissing,
            std::string(entry.title) + " is not complete in “" + entry.folder.string() + "”. "
                + std::string(entry.remedy));
    }
    const Result<DataPlace> place = dataPlaceAt(entry.folder);
    if (!place) {
        return tl::unexpected(place.error());
    }
    Result<Dataset> dataset = load(*place, {});
    if (!dataset) {
        return dataset;
    }
    for (const char* name : canonicalNames) {
        if (dataset->checksums[name] != entry.checksums.at(name)) {
            return failure(ErrorCode::FileMalformed,
                "“" + (entry.folder / name).string() + "” is not the file of "
                    + std::string(entry.title) + ": its SHA-256 is wrong.");
        }
    }
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
    const bool isKnown = knownByContent(*dataset) != nullptr;
    FoundLook found{{}, true, true, arrangementFor(dataset->preprocessing)};
    if (!isKnown) {
        found = findLook(dataset->training, dataset->classes, tools.digitAccuracy);
        if (!found.isOrientationKnown && isTransposedByName(dataset->name)) {
            found.look.transposed = true;
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
    if (corrected && !isKnown) {
        findKind(*corrected, tools.digitAccuracy);
    }
    return corrected;
}

} // namespace numeral
