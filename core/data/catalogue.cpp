// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"

#include "core/data/dataset_files.h"
#include "core/data/idx.h"
#include "core/platform/paths.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

constexpr std::array fileNames{
    trainingImagesName, trainingLabelsName, testImagesName, testLabelsName};

std::vector<std::string> numberNames(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

/// Returns the path of the file in the folder, or of its gzipped version if only that exists.
std::filesystem::path findFile(const std::filesystem::path& folder, const std::string& name)
{
    std::error_code error;
    const std::filesystem::path gzipped = folder / (name + ".gz");
    return !std::filesystem::exists(folder / name, error) && std::filesystem::exists(gzipped, error)
        ? gzipped
        : folder / name;
}

bool isComplete(const std::filesystem::path& folder)
{
    return std::all_of(fileNames.begin(), fileNames.end(), [&](const char* name) {
        std::error_code error;
        return std::filesystem::exists(findFile(folder, name), error);
    });
}

/// Loads a pair of image and label files, and stores their checksums in `checksums`.
Result<LabelledImages> loadPair(const std::filesystem::path& folder, const std::string& imagesName,
    const std::string& labelsName, std::map<std::string, std::string>& checksums)
{
    const std::filesystem::path imagesFile = findFile(folder, imagesName);
    Result<IdxImages> images = readIdxImages(imagesFile);
    if (!images) {
        return tl::unexpected(images.error());
    }
    Result<IdxLabels> labels = readIdxLabels(findFile(folder, labelsName));
    if (!labels) {
        return tl::unexpected(labels.error());
    }
    if (images->count != labels->labels.size()) {
        return failure(ErrorCode::FileMalformed,
            "“" + imagesFile.string() + "” has " + std::to_string(images->count) + " images, but “"
                + labelsName + "” has " + std::to_string(labels->labels.size()) + " labels.");
    }
    checksums[imagesName] = images->checksum;
    checksums[labelsName] = labels->checksum;
    return LabelledImages(images->shape, std::move(images->pixels), std::move(labels->labels));
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

std::string folderName(const std::filesystem::path& folder)
{
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(folder, error).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

} // namespace

const std::vector<CatalogueEntry>& catalogue()
{
    static const std::vector<CatalogueEntry> entries{
        {"mnist", "MNIST", "70,000 handwritten digits.", numberNames(10), Preprocessing::Mnist,
            platform::dataHome() / "mnist", "“packaging/run” fetches it.",
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
    if (!isComplete(entry.folder)) {
        return failure(ErrorCode::DataMissing,
            std::string(entry.title) + " is not complete in “" + entry.folder.string() + "”. "
                + std::string(entry.remedy));
    }
    Result<Dataset> dataset = loadFolder(entry.folder);
    if (!dataset) {
        return dataset;
    }
    for (const auto& [name, checksum] : entry.checksums) {
        if (dataset->checksums[name] != checksum) {
            return failure(ErrorCode::FileMalformed,
                "“" + findFile(entry.folder, name).string() + "” is not the file of "
                    + std::string(entry.title) + ": its SHA-256 is wrong.");
        }
    }
    return dataset;
}

Result<Dataset> loadFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        return failure(ErrorCode::FileUnreadable, "“" + folder.string() + "” is not a folder.");
    }
    Dataset dataset;
    auto training = loadPair(folder, trainingImagesName, trainingLabelsName, dataset.checksums);
    if (!training) {
        return tl::unexpected(training.error());
    }
    auto test = loadPair(folder, testImagesName, testLabelsName, dataset.checksums);
    if (!test) {
        return tl::unexpected(test.error());
    }
    if (!(training->shape() == test->shape())) {
        return failure(ErrorCode::FileMalformed,
            "The training and the test images in “" + folder.string()
                + "” are not of the same size.");
    }
    dataset.name = folderName(folder);
    dataset.classes = numberNames(classCount(*training, *test));
    dataset.training = std::move(*training);
    dataset.test = std::move(*test);
    // Recognise a copy of a known data set in another folder.
    for (const CatalogueEntry& entry : catalogue()) {
        if (entry.checksums == dataset.checksums) {
            nameAs(dataset, entry);
        }
    }
    return dataset;
}

Result<Dataset> loadDataset(const std::string& nameOrFolder)
{
    const CatalogueEntry* entry = findCatalogueEntry(nameOrFolder);
    return entry != nullptr ? loadCatalogueEntry(*entry) : loadFolder(nameOrFolder);
}

} // namespace numeral
