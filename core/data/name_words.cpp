// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/name_words.h"

#include "core/data/file_tree.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

struct KnownWord {
    std::string_view word;
    std::optional<DataPart> part;
    std::optional<DataKind> kind;
};

constexpr std::array knownWords{
    KnownWord{"train", DataPart::Training, {}},
    KnownWord{"training", DataPart::Training, {}},
    KnownWord{"val", DataPart::Validation, {}},
    KnownWord{"valid", DataPart::Validation, {}},
    KnownWord{"validation", DataPart::Validation, {}},
    KnownWord{"test", DataPart::Test, {}},
    KnownWord{"testing", DataPart::Test, {}},
    KnownWord{"t10k", DataPart::Test, {}},
    KnownWord{"x", {}, DataKind::Images},
    KnownWord{"data", {}, DataKind::Images},
    KnownWord{"image", {}, DataKind::Images},
    KnownWord{"images", {}, DataKind::Images},
    KnownWord{"imgs", {}, DataKind::Images},
    KnownWord{"pixels", {}, DataKind::Images},
    KnownWord{"y", {}, DataKind::Labels},
    KnownWord{"label", {}, DataKind::Labels},
    KnownWord{"labels", {}, DataKind::Labels},
    KnownWord{"target", {}, DataKind::Labels},
    KnownWord{"targets", {}, DataKind::Labels},
};

} // namespace

NameWords wordsOf(std::string_view name)
{
    constexpr std::string_view marks = "-_. ()/";
    const std::string lower = lowerCase(name);
    NameWords words;
    for (std::size_t start = 0; start < lower.size();) {
        const std::size_t end = std::min(lower.find_first_of(marks, start), lower.size());
        const std::string_view word = std::string_view(lower).substr(start, end - start);
        const auto* const known = std::find_if(knownWords.begin(), knownWords.end(),
            [word](const KnownWord& candidate) { return candidate.word == word; });
        if (known != knownWords.end()) {
            words.part = known->part ? known->part : words.part;
            words.kind = known->kind ? known->kind : words.kind;
        } else if (!word.empty()) {
            words.rest.append(words.rest.empty() ? "" : "-").append(word);
        }
        start = end + 1;
    }
    return words;
}

} // namespace numeral
