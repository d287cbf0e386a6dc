// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/ink_file.h"

#include "core/base/json_text.h"
#include "core/base/number_text.h"
#include "core/base/readable_file.h"
#include "core/ink/ink_renderer.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <span>
#include <system_error>

namespace numeral {

namespace {

using Json = nlohmann::json;

/// In bytes. A drawing of a million points is far below; a file that isn't an ink file may be far
/// above.
constexpr std::size_t maxLineLength = std::size_t{64} << 20U;

/// What is wrong with a line; empty if nothing is.
using Fault = std::string;

Fault readPoint(const Json& json, Point& point)
{
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number()) {
        return "a point is not a pair [x, y] of numbers";
    }
    point = {json[0].get<double>(), json[1].get<double>()};
    return {};
}

Fault readStrokes(const Json& json, Ink& ink)
{
    if (!json.is_array()) {
        return "\"strokes\" is not a list";
    }
    for (const Json& jsonStroke : json) {
        if (!jsonStroke.is_array()) {
            return "a stroke is not a list of points";
        }
        Stroke stroke;
        for (const Json& jsonPoint : jsonStroke) {
            Point point;
            Fault fault = readPoint(jsonPoint, point);
            if (!fault.empty()) {
                return fault;
            }
            stroke.push_back(point);
        }
        ink.push_back(std::move(stroke));
    }
    return {};
}

Fault readName(const char* key, const Json& json, std::string& name)
{
    if (!json.is_string() || json.get_ref<const std::string&>().size() > longestName) {
        return std::string("\"").append(key).append("\" is not a short text");
    }
    name = json.get<std::string>();
    return {};
}

Fault readLabel(const Json& json, std::optional<std::string>& label)
{
    if (json.is_null()) {
        return {};
    }
    if (json.is_number_unsigned()) {
        label = std::to_string(json.get<std::uint64_t>());
        return {};
    }
    if (json.is_string() && readName("label", json, label.emplace()).empty() && !label->empty()) {
        return {};
    }
    return "\"label\" is neither a name nor a whole number from 0 on";
}

Fault readRow(const Json& json, std::vector<std::uint8_t>& pixels)
{
    for (const Json& value : json) {
        const bool isByte = value.is_number_integer() && value >= 0 && value <= 255;
        if (!isByte) {
            return "a pixel is not a whole number from 0 to 255";
        }
        pixels.push_back(value.get<std::uint8_t>());
    }
    return {};
}

Fault readPixels(const Json& json, std::optional<GreyImage>& image)
{
    if (json.is_null()) {
        return {};
    }
    const bool areRows = json.is_array() && !json.empty() && json[0].is_array() && !json[0].empty()
        && std::all_of(json.begin(), json.end(),
            [&json](const Json& row) { return row.is_array() && row.size() == json[0].size(); });
    if (!areRows) {
        return "\"pixels\" is not a list of rows of one length";
    }
    image.emplace();
    image->rows = json.size();
    image->columns = json[0].size();
    for (const Json& row : json) {
        if (Fault fault = readRow(row, image->pixels); !fault.empty()) {
            return fault;
        }
    }
    return {};
}

Json jsonPixels(const GreyImage& image)
{
    Json rows = Json::array();
    for (std::size_t row = 0; row < image.rows; ++row) {
        const std::span<const std::uint8_t> pixels(image.pixels);
        rows.push_back(pixels.subspan(row * image.columns, image.columns));
    }
    return rows;
}

Fault readRecord(const Json& json, InkRecord& record)
{
    if (!json.is_object()) {
        return "it is not a JSON object";
    }
    const auto strokes = json.find("strokes");
    if (strokes == json.end()) {
        return "\"strokes\" is missing";
    }
    Fault fault = readStrokes(*strokes, record.ink);
    if (const auto label = json.find("label"); fault.empty() && label != json.end()) {
        fault = readLabel(*label, record.label);
    }
    if (const auto pixels = json.find("pixels"); fault.empty() && pixels != json.end()) {
        fault = readPixels(*pixels, record.pixels);
    }
    if (const auto writer = json.find("writer"); fault.empty() && writer != json.end()) {
        fault = readName("writer", *writer, record.writer);
    }
    if (const auto id = json.find("id"); fault.empty() && id != json.end()) {
        if (id->is_structured()) {
            return "\"id\" is neither a text nor a number";
        }
        record.id = jsonText(*id);
    }
    return fault;
}

Fault readLine(const std::string& line, InkRecord& record)
{
    constexpr const char* notJson = "it is not valid JSON";
    if (line.find('\0') != std::string::npos) {
        return notJson; // the parser would take it for the end
    }
    try {
        return readRecord(parseJsonOrThrow(line), record);
    } catch (const Json::out_of_range&) {
        return "a number is too large";
    } catch (const Json::exception&) {
        return notJson;
    }
}

/// Reads one line, at most `maxLineLength` bytes of it. Returns false at the end of the file.
bool nextLine(std::streambuf& file, std::string& line)
{
    constexpr int end = std::char_traits<char>::eof();
    line.clear();
    int byte = file.sbumpc();
    if (byte == end) {
        return false;
    }
    while (byte != end && byte != '\n' && line.size() <= maxLineLength) {
        line.push_back(static_cast<char>(byte));
        byte = file.sbumpc();
    }
    return true;
}

/// Rounds to six decimals.
double rounded(double value)
{
    constexpr double decimals = 1e6;
    return std::round(value * decimals) / decimals;
}

bool isBlank(const std::string& line)
{
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

} // namespace

std::string labelJson(const std::string& name)
{
    const std::optional<std::int64_t> number = parseWhole(name);
    const bool isNumber = number && *number >= 0 && std::to_string(*number) == name;
    return isNumber ? name : jsonText(Json(name));
}

std::string inkLine(const InkRecord& record)
{
    nlohmann::ordered_json line;
    if (record.id) {
        line["id"] = parseOrderedJson(*record.id);
    }
    if (record.label) {
        line["label"] = parseOrderedJson(labelJson(*record.label));
    }
    if (!record.writer.empty()) {
        line["writer"] = record.writer;
    }
    line["strokes"] = nlohmann::ordered_json::array();
    for (const Stroke& stroke : record.ink) {
        auto points = nlohmann::ordered_json::array();
        for (const Point& point : stroke) {
            if (std::isfinite(point.x) && std::isfinite(point.y)) {
                points.push_back({rounded(point.x), rounded(point.y)});
            }
        }
        line["strokes"].push_back(std::move(points));
    }
    if (record.pixels) {
        line["pixels"] = jsonPixels(*record.pixels);
    }
    return jsonText(line) + '\n';
}

std::optional<GreyImage> prepareRecord(
    const InkRecord& record, const ImageShape& shape, Preprocessing preprocessing)
{
    if (!isBlank(record.ink)) {
        return prepareInk(record.ink, shape, preprocessing);
    }
    const bool fits = record.pixels && record.pixels->rows == shape.rows
        && record.pixels->columns == shape.columns;
    return fits ? record.pixels : std::nullopt;
}

Result<std::vector<InkRecord>> readInkFile(const std::filesystem::path& file)
{
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        return unreadable(file, "it is not a file");
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return unreadable(file, errno);
    }
    std::vector<InkRecord> records;
    std::string line;
    for (std::size_t number = 1; nextLine(*stream.rdbuf(), line); ++number) {
        Result<std::optional<InkRecord>> record = readInkLine(line, file, number);
        if (!record) {
            return tl::unexpected(record.error());
        }
        if (*record) {
            records.push_back(std::move(**record));
        }
    }
    return records;
}

Result<std::optional<InkRecord>> readInkLine(
    const std::string& line, const std::filesystem::path& file, std::size_t number)
{
    if (isBlank(line)) {
        return std::nullopt;
    }
    InkRecord record;
    const Fault fault
        = line.size() > maxLineLength ? "it is longer than 64 MiB" : readLine(line, record);
    if (!fault.empty()) {
        return failure(ErrorCode::FileMalformed,
            "“" + file.string() + "”, line " + std::to_string(number)
                + " is not a drawing: " + fault + ".");
    }
    return record;
}

} // namespace numeral
