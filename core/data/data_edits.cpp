// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_edits.h"

#include "core/base/json_text.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

namespace numeral {

namespace {

using Json = nlohmann::ordered_json;

/// Numbers as they are named on the pages of a book: "0-5,17".
std::string rangesOf(const std::vector<std::uint32_t>& ascending)
{
    std::string text;
    for (std::size_t first = 0; first < ascending.size();) {
        std::size_t last = first;
        while (last + 1 < ascending.size() && ascending[last + 1] == ascending[last] + 1) {
            ++last;
        }
        text.append(text.empty() ? "" : ",").append(std::to_string(ascending[first]));
        if (last > first) {
            text.append("-").append(std::to_string(ascending[last]));
        }
        first = last + 1;
    }
    return text;
}

std::optional<std::uint32_t> numberIn(std::string_view text)
{
    constexpr std::size_t mostDigits = 10;
    const std::optional<std::int64_t> number
        = text.size() <= mostDigits ? parseWhole(text) : std::nullopt;
    return number && *number >= 0 && *number < std::numeric_limits<std::uint32_t>::max()
        ? std::optional(static_cast<std::uint32_t>(*number))
        : std::nullopt;
}

Json partJson(const ImageEdits& edits)
{
    std::vector<std::uint32_t> leftOut;
    Json labels = Json::object();
    for (const auto& [number, label] : edits) {
        if (label) {
            labels[std::to_string(number)] = *label;
        } else {
            leftOut.push_back(number);
        }
    }
    Json json = Json::object();
    if (!leftOut.empty()) {
        json["left_out"] = rangesOf(leftOut);
    }
    if (!labels.empty()) {
        json["labels"] = std::move(labels);
    }
    return json;
}

std::optional<ImageEdits> parsePart(const Json& json)
{
    ImageEdits edits;
    if (!json.is_object()) {
        return std::nullopt;
    }
    const Json leftOut = json.value("left_out", Json(""));
    const Json labels = json.value("labels", Json::object());
    if (!leftOut.is_string() || !labels.is_object()) {
        return std::nullopt;
    }
    const auto numbers = parseNumbers(leftOut.get<std::string>());
    if (!numbers) {
        return std::nullopt;
    }
    for (const std::uint32_t number : *numbers) {
        edits[number] = std::nullopt;
    }
    for (const auto& [key, label] : labels.items()) {
        const std::optional<std::uint32_t> number = numberIn(key);
        if (!number || !label.is_string()) {
            return std::nullopt;
        }
        edits[*number] = label.get<std::string>();
    }
    return edits;
}

} // namespace

std::optional<std::vector<std::uint32_t>> parseNumbers(std::string_view ranges)
{
    constexpr std::uint32_t mostInRange = 100'000'000;
    std::vector<std::uint32_t> numbers;
    while (!ranges.empty()) {
        const std::string_view range = ranges.substr(0, ranges.find(','));
        ranges.remove_prefix(std::min(range.size() + 1, ranges.size()));
        const std::size_t dash = range.find('-');
        const auto first = numberIn(range.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : numberIn(range.substr(dash + 1));
        if (!first || !last || *last < *first || *last - *first > mostInRange) {
            return std::nullopt;
        }
        for (std::uint32_t number = *first; number <= *last; ++number) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

std::size_t leftOutCount(const ImageEdits& edits)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(edits, [](const auto& edit) { return !edit.second; }));
}

std::string summaryOf(const DataEdits& edits)
{
    const std::size_t leftOut = leftOutCount(edits.training) + leftOutCount(edits.test);
    const std::size_t relabelled = edits.training.size() + edits.test.size() - leftOut;
    std::string text = leftOut > 0 ? std::to_string(leftOut) + " left out" : std::string();
    if (relabelled > 0) {
        text.append(text.empty() ? "" : ", ").append(std::to_string(relabelled));
        text.append(" relabelled");
    }
    return text;
}

std::string toJson(const DataEdits& edits)
{
    Json json = Json::object();
    for (const auto& [key, part] :
        {std::pair("training", &edits.training), std::pair("test", &edits.test)}) {
        if (!part->empty()) {
            json[key] = partJson(*part);
        }
    }
    return jsonText(json);
}

Result<DataEdits> parseDataEdits(const std::string& json)
{
    const Json parsed = parseOrderedJson(json);
    if (parsed.is_object()) {
        auto training = parsePart(parsed.value("training", Json::object()));
        auto test = parsePart(parsed.value("test", Json::object()));
        if (training && test) {
            return DataEdits{std::move(*training), std::move(*test)};
        }
    }
    return failure(ErrorCode::FileMalformed, "These are no changes to a data set.");
}

} // namespace numeral
