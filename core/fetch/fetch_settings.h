// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/download.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// How data sets are downloaded.
struct FetchSettings {
    /// URLs of mirrors to use in place of the usual ones; each has a folder for each download,
    /// called by its id.
    std::optional<std::vector<std::string>> mirrors;

    /// A mirror that takes so long to connect, or sends less than 10 kB/s for so long, is passed
    /// over.
    std::chrono::seconds patience{15};
};

/// Returns the settings that the environment asks for: NUMERAL_MIRRORS, URLs separated by blanks,
/// and NUMERAL_FETCH_PATIENCE, seconds from 1 to 3600.
FetchSettings fetchSettings();

/// Returns the URLs of the folders that a download's files are taken from, in the order in which
/// they are tried.
std::vector<std::string> mirrorsOf(const Download& download, const FetchSettings& settings);

/// Returns the name of a URL's server: "storage.googleapis.com".
std::string hostOf(const std::string& url);

} // namespace numeral
