// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/ink/ink_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// A drawing of one's own and the file that keeps it.
struct StoredDigit {
    std::string file; ///< its name in the folder; names sort by time
    InkRecord record; ///< with label and pixels
};

/// What a folder holds.
struct DigitFolder {
    std::vector<StoredDigit> digits; ///< the newest first
    std::optional<Error> fault; ///< of the folder, or of the first file that isn't a digit's
};

/// Where the user's own digits are kept: the folder `digits` of the program's data. Each has a file
/// of its own, an ink file of one line, so that no two programs write to the same.
std::filesystem::path digitFolder();

/// A name that no other digit has.
std::string newDigitName();

/// Whatever can be read. Without a folder there are no digits.
DigitFolder readDigits(const std::filesystem::path& folder);

/// Writes the digit's file, whole or not at all; makes the folder. Error: FileNotWritten.
Result<void> writeDigit(const std::filesystem::path& folder, const StoredDigit& digit);

/// Error: FileNotWritten with the system's reason; a file that is gone already is none.
Result<void> removeDigit(const std::filesystem::path& folder, const std::string& file);

} // namespace numeral::ui
