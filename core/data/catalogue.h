// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/data_tools.h"
#include "core/data/dataset.h"
#include "core/data/download.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// A data set that the program knows by name.
struct CatalogueEntry {
    std::string_view id; ///< value of the command-line option --data: "mnist"
    std::string_view title; ///< "MNIST"
    std::string_view description; ///< one sentence
    std::vector<std::string> classes;
    std::shared_ptr<const Download> download; ///< its files; several sets may share them

    /// What its images look like; where nothing is said, that is found out from them.
    std::optional<Preprocessing> preprocessing;
    bool isTransposed = false; ///< whether its files have rows and columns swapped

    /// SHA-256 of the uncompressed content by canonical file name, if known: that of a copy
    /// anywhere.
    std::map<std::string, std::string> checksums;
};

/// Returns all known data sets, in the order in which the window lists them.
const std::vector<CatalogueEntry>& catalogue();

/// Returns the entry with that id, or nullptr.
const CatalogueEntry* findCatalogueEntry(std::string_view id);

/// Returns what `dataPlaceAt` finds the data set by: its folder, or a path in an archive.
std::filesystem::path placeOf(const CatalogueEntry& entry);

/// Whether its files are there. Takes a moment, and looks at names only.
bool isThere(const CatalogueEntry& entry);

/// Loads a known data set and checks its files' SHA-256 where the catalogue has them. Errors:
/// DataMissing with the command that fetches it, FileMalformed for a wrong checksum or other
/// classes, or any error of `loadDataset`.
Result<Dataset> loadCatalogueEntry(const CatalogueEntry& entry);

/// Loads a data set by catalogue id, or else from what `dataPlacesAt` finds at that path, as it is
/// in its files. A copy of a known data set is named as that. Errors: those of `dataPlaceAt` and
/// `assembled`, FileUnreadable or FileMalformed; the message names the file and the fault.
Result<Dataset> loadDataset(const std::string& nameOrPath, const DataTools& tools = {});

/// A data set to open, and what is wanted of its looks.
struct DataRequest {
    std::string nameOrPath = "mnist"; ///< catalogue id, or what `dataPlacesAt` takes
    LookChoices look;
    /// Of a model: if it is of this data, its corrections are repeated where none are chosen.
    std::string provenance = {};
    bool isAsInFiles = false; ///< whether the user's edits aren't wanted
    std::vector<std::uint32_t> leftOut = {}; ///< training images to leave out beside these

    friend bool operator==(const DataRequest&, const DataRequest&) = default;
};

/// Loads a data set and makes its images plain, unless other choices are made (see
/// `withCorrectedLook`). Edits that are kept of it are made; if they can't be, a remark says why.
/// Errors: those of the functions above.
Result<Dataset> openDataset(const DataRequest& request, const DataTools& tools);

} // namespace numeral
