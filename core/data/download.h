// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// A file that is downloaded.
struct DownloadFile {
    std::string_view name; ///< at the mirrors: "train-images-idx3-ubyte.gz"
    std::uint64_t size; ///< bytes that are downloaded
    std::string_view sha256; ///< of the file as it is kept, hexadecimal

    /// Bytes of a file that comes gzipped and is kept unpacked; then mirrors may have compressed it
    /// in different ways. 0 for one that is kept as it comes.
    std::uint64_t unpackedSize = 0;

    bool isUnpacked() const { return unpackedSize != 0; }
    std::uint64_t keptSize() const { return isUnpacked() ? unpackedSize : size; }

    /// Its name where it is kept: without ".gz" if it is unpacked.
    std::string_view keptName() const
    {
        constexpr std::string_view gzip = ".gz";
        return isUnpacked() ? name.substr(0, name.size() - gzip.size()) : name;
    }
};

/// What is downloaded for a data set, or for several that come together.
struct Download {
    std::string_view id; ///< "emnist"
    std::string_view title; ///< "EMNIST"
    std::string_view licence; ///< "CC BY-SA 4.0"; empty if its publisher names none
    std::string_view homePage; ///< URL
    std::vector<std::string> mirrors; ///< URLs of the folders that the files are in
    std::filesystem::path folder; ///< where the files are kept
    std::vector<DownloadFile> files;
    bool isPackaged = false; ///< the folder is that of a system package, which has the files

    /// Bytes that are downloaded in all.
    std::uint64_t size() const
    {
        std::uint64_t bytes = 0;
        for (const DownloadFile& file : files) {
            bytes += file.size;
        }
        return bytes;
    }
};

} // namespace numeral
