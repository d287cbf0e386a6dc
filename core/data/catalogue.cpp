// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"

#include "core/base/counted.h"
#include "core/data/dataset_files.h"
#include "core/data/idx.h"
#include "core/platform/paths.h"

#include <algorithm>

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

/// Loads a pair of image and label files, and stores their checksums in `checksums`. `first` is the
/// images' place in `canonicalNames`.
Result<LabelledImages> loadPair(
    const DatasetFiles& files, std::size_t first, std::map<std::string, std::string>& checksums)
{
    const std::filesystem::path& imagesFile = files.files[first];
    const std::filesystem::path& labelsFile = files.files[first + 1];
    Result<IdxImages> images = readIdxImages(imagesFile);
    if (!images) {
        return tl::unexpected(images.error());
    }
    Result<IdxLabels> labels = readIdxLabels(labelsFile);
    if (!labels) {
        return tl::unexpected(labels.error());
    }
    if (images->count != labels->labels.size()) {
        return failure(ErrorCode::FileMalformed,
            "“" + imagesFile.string() + "” has " + counted(images->count, "image") + ", but “"
                + labelsFile.filename().string() + "” has "
                + counted(labels->labels.size(), "label") + ".");
    }
    checksums[canonicalNames[first]] = images->checksum;
    checksums[canonicalNames[first + 1]] = labels->checksum;
    return LabelledImages(images->shape, std::move(images->pixels),
        std::make_shared<const std::vector<Label>>(std::move(labels->labels)));
}

std::size_t classCount(const LabelledImages& training, const LabelledImages& test)
{
    std::size_t largest = 1;
    for (const LabelledImages* images : {&training, &test}) {
        const auto labels = images->labels();
        largest = std::max<std::size_t>(largest, *std::max_element(labels.begin(), labels.end()));
    }
    return largest + 1;
}

void nameAs(Dataset& dataset, const CatalogueEntry& entry)
{
    dataset.name = entry.title;
    dataset.classes = entry.classes;
    dataset.preprocessing = entry.preprocessing;
}

const CatalogueEntry* knownByContent(const Dataset& dataset)
{
    const auto& entries = catalogue();
    const auto found = std::find_if(entries.begin(), entries.end(),
        [&](const CatalogueEntry& entry) { return entry.checksums == dataset.checksums; });
    return found != entries.end() ? &*found : nullptr;
}

Result<Dataset> loadFiles(const DatasetFiles& files)
{
    Dataset dataset;
    auto training = loadPair(files, 0, dataset.checksums);
    if (!training) {
        return tl::unexpected(training.error());
    }
    auto test = loadPair(files, 2, dataset.checksums);
    if (!test) {
        return tl::unexpected(test.error());
    }
    if (!(training->shape() == test->shape())) {
        return failure(ErrorCode::FileMalformed,
            "The training and the test images in “" + files.folder.string()
                + "” are not of the same size.");
    }
    dataset.name = files.name;
    dataset.classes = numberNames(classCount(*training, *test));
    dataset.training = std::move(*training);
    dataset.test = std::move(*test);
    if (const CatalogueEntry* known = knownByContent(dataset)) { // a copy in any folder
        nameAs(dataset, *known);
    }
    return dataset;
}

/// EMNIST's files have rows and columns swapped (Cohen et al. 2017), which only digits would show.
bool isTransposedByName(const std::string& name)
{
    return name.starts_with("emnist");
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
    const Result<DatasetFiles> files = datasetFilesAt(entry.folder);
    if (!files) {
        return failure(ErrorCode::DataMissing,
            std::string(entry.title) + " is not complete in “" + entry.folder.string() + "”. "
                + std::string(entry.remedy));
    }
    Result<Dataset> dataset = loadFiles(*files);
    if (!dataset) {
        return dataset;
    }
    for (std::size_t i = 0; i < canonicalNames.size(); ++i) {
        if (dataset->checksums[canonicalNames[i]] != entry.checksums.at(canonicalNames[i])) {
            return failure(ErrorCode::FileMalformed,
                "“" + files->files[i].string() + "” is not the file of " + std::string(entry.title)
                    + ": its SHA-256 is wrong.");
        }
    }
    return dataset;
}

Result<Dataset> loadFolder(const std::filesystem::path& folder)
{
    const Result<DatasetFiles> files = datasetFilesAt(folder);
    return files ? loadFiles(*files) : tl::unexpected(files.error());
}

Result<Dataset> loadDataset(const std::string& nameOrFolder)
{
    const CatalogueEntry* entry = findCatalogueEntry(nameOrFolder);
    return entry != nullptr ? loadCatalogueEntry(*entry) : loadFolder(nameOrFolder);
}

Result<Dataset> openDataset(const DataRequest& request, const DigitAccuracy& digitAccuracy)
{
    Result<Dataset> dataset = loadDataset(request.nameOrFolder);
    if (!dataset) {
        return dataset;
    }
    FoundLook found{{}, true, true};
    if (knownByContent(*dataset) == nullptr) {
        found = findLook(dataset->training, digitAccuracy);
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
    return withCorrectedLook(*dataset, found, choices);
}

} // namespace numeral
