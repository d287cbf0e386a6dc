// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "core/data/dataset_files.h"
#include "core/data/downloads.h"
#include "core/data/emnist_classes.h"

#include <algorithm>

namespace numeral {

namespace {

const std::vector<std::string> digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

/// Of files that are kept unpacked.
std::map<std::string, std::string> checksumsOf(const Download& download)
{
    std::map<std::string, std::string> checksums;
    for (const DownloadFile& file : download.files) {
        checksums.emplace(file.keptName(), file.sha256);
    }
    return checksums;
}

CatalogueEntry emnist(const std::shared_ptr<const Download>& download, std::string_view id,
    std::string_view title, std::string_view description)
{
    CatalogueEntry entry{id, title, description, emnistClasses(id), download, {}, true, {}};
    if (entry.classes.empty()) {
        entry.classes = digits;
    }
    return entry;
}

std::vector<CatalogueEntry> makeEntries()
{
    const auto mnist = mnistDownload();
    const auto fashion = fashionMnistDownload();
    const auto letters = emnistDownload();
    return {
        {"mnist", "MNIST", "70,000 handwritten digits.", digits, mnist, Preprocessing::Mnist, false,
            checksumsOf(*mnist)},
        {"fashion-mnist", "Fashion-MNIST", "70,000 pictures of ten kinds of clothing.",
            {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                "Bag", "Ankle boot"},
            fashion, Preprocessing::Fit, false, checksumsOf(*fashion)},
        {"kmnist", "KMNIST", "70,000 Japanese characters of old books, of ten kinds.",
            {"o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"}, kmnistDownload(), {},
            false, {}},
        {"qmnist", "QMNIST", "120,000 handwritten digits: MNIST's, and 50,000 more to test with.",
            digits, qmnistDownload(), Preprocessing::Mnist, false, {}},
        emnist(letters, "emnist-letters", "EMNIST Letters",
            "145,600 handwritten letters, small and capital together."),
        emnist(letters, "emnist-digits", "EMNIST Digits", "280,000 handwritten digits."),
        emnist(letters, "emnist-balanced", "EMNIST Balanced",
            "131,600 handwritten digits and letters, as many of each of 47 classes."),
        emnist(letters, "emnist-byclass", "EMNIST By Class",
            "814,255 handwritten digits, capital and small letters."),
    };
}

/// The archive that the data set is in, if it is kept as one.
std::string_view archiveOf(const Download& download)
{
    const bool isArchive
        = download.files.size() == 1 && download.files.front().name.ends_with(".zip");
    return isArchive ? download.files.front().name : std::string_view();
}

} // namespace

const std::vector<CatalogueEntry>& catalogue()
{
    static const std::vector<CatalogueEntry> entries = makeEntries();
    return entries;
}

const CatalogueEntry* findCatalogueEntry(std::string_view id)
{
    const auto& entries = catalogue();
    const auto found = std::find_if(entries.begin(), entries.end(),
        [id](const CatalogueEntry& entry) { return entry.id == id; });
    return found != entries.end() ? &*found : nullptr;
}

std::filesystem::path placeOf(const CatalogueEntry& entry)
{
    const Download& download = *entry.download;
    const std::string_view archive = archiveOf(download);
    // EMNIST's files are in a folder called gzip.
    return archive.empty() ? download.folder : download.folder / archive / "gzip" / entry.id;
}

bool isThere(const CatalogueEntry& entry)
{
    std::error_code error;
    const std::string_view archive = archiveOf(*entry.download);
    return archive.empty() ? hasIdxFiles(entry.download->folder)
                           : std::filesystem::exists(entry.download->folder / archive, error);
}

} // namespace numeral
