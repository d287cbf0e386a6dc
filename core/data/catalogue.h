// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// A data set that the program knows by name.
struct CatalogueEntry {
    std::string_view id; ///< what the terminal program's --data takes: "mnist"
    std::string_view title; ///< "MNIST"
    std::string_view description; ///< one sentence
    std::vector<std::string> classes;
    Preprocessing preprocessing;
    std::filesystem::path folder; ///< where its four files lie
    std::string_view remedy; ///< what to do where they don't: one sentence
    std::map<std::string, std::string> checksums; ///< SHA-256 by canonical file name
};

/// All of them, in the order in which the window lists them.
const std::vector<CatalogueEntry>& catalogue();

/// The entry with that id, or nullptr.
const CatalogueEntry* findCatalogueEntry(std::string_view id);

/// Loads a known data set and checks its files' SHA-256.
/// Errors: DataMissing with the remedy, or whatever `loadFolder` says.
Result<Dataset> loadCatalogueEntry(const CatalogueEntry& entry);

/// Loads any folder with the four IDX files under MNIST's names, plain or gzipped (`.gz`); classes
/// are named by their numbers.
/// Errors: FileUnreadable or FileMalformed; the sentence names the file and the fault.
Result<Dataset> loadFolder(const std::filesystem::path& folder);

/// A catalogue id, or else a folder.
Result<Dataset> loadDataset(const std::string& nameOrFolder);

} // namespace numeral
