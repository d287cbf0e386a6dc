// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/download.h"
#include "core/fetch/fetch_settings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace numeral {

enum class FetchStage {
    Waiting, ///< for another program that fetches the same
    Checking, ///< what is there, or has arrived
    Downloading,
};

struct FetchProgress {
    FetchStage stage = FetchStage::Checking;
    std::uint64_t bytes = 0; ///< of the download that are there
    std::uint64_t total = 0;
    std::string mirror; ///< URL of the folder that is downloaded from
};

/// Called several times a second, on the calling thread; returns false to cancel.
using FetchCallback = std::function<bool(const FetchProgress& progress)>;

struct FetchReport {
    bool isComplete = false; ///< else it was cancelled
    std::vector<std::string> passedOver; ///< sentences on mirrors that failed
};

/// Downloads the files that are not there, or whose SHA-256 is wrong. A mirror that fails is passed
/// over for the next; what has arrived stays beside the file's place as "NAME.part", also if the
/// program ends, and the next try goes on there, from any mirror. A file whose SHA-256 is wrong is
/// deleted. Others that fetch the same are waited for. What a system package has is left alone.
/// Errors: DataMissing if no mirror has the files; the sentence says why and what else to do.
/// FileNotWritten, also if the disk is full.
Result<FetchReport> fetch(
    const Download& download, const FetchSettings& settings, const FetchCallback& callback);

/// Takes the files from a folder, gzipped or not, and checks them in the same way. Errors:
/// DataMissing if one is not there or has the wrong SHA-256, FileNotWritten.
Result<FetchReport> fetchFromFolder(
    const Download& download, const std::filesystem::path& source, const FetchCallback& callback);

/// Returns how much of a download is there, by the sizes of its files and parts.
std::uint64_t fetchedBytes(const Download& download);

} // namespace numeral
