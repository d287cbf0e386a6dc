// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// What a user has changed about images, by their numbers in the files, from 0: the class that each
/// belongs to, or nothing for one that is left out.
using ImageEdits = std::map<std::uint32_t, std::optional<std::string>>;

/// What a user has changed about a data set, whose files stay as they are: images that are no good,
/// and labels that are wrong.
struct DataEdits {
    ImageEdits training;
    ImageEdits test;

    bool empty() const { return training.empty() && test.empty(); }
    friend bool operator==(const DataEdits&, const DataEdits&) = default;
};

/// Number of images that are left out; the others have another label.
std::size_t leftOutCount(const ImageEdits& edits);

/// Returns "3 left out, 1 relabelled", of both parts together; nothing without edits.
std::string summaryOf(const DataEdits& edits);

/// Returns the edits as a JSON object: of each part, `left_out` with the numbers of images, as in
/// "0-5,17", and `labels` with class names by number.
std::string toJson(const DataEdits& edits);

/// Parses numbers and ranges of numbers such as "0-5,17"; nullopt for anything else.
std::optional<std::vector<std::uint32_t>> parseNumbers(std::string_view ranges);

/// Parses what `toJson` writes; missing parts are empty. Error: FileMalformed for anything else.
Result<DataEdits> parseDataEdits(const std::string& json);

} // namespace numeral
