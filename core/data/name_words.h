// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// What a file's, an array's or a folder's name says of the images within.
enum class DataPart { Training, Validation, Test };
enum class DataKind { Images, Labels };

struct NameWords {
    std::optional<DataPart> part; ///< "train", "valid", "t10k" …
    std::optional<DataKind> kind; ///< "x", "images", "labels" …
    std::string rest; ///< the other words, in lower case, joined by hyphens: the data set's name
};

/// Splits a name into words at its punctuation marks. Numbers are words of their own in the rest.
NameWords wordsOf(std::string_view name);

} // namespace numeral
