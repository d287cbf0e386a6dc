// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors_header.h"

#include "core/base/sha256.h"
#include "core/exchange/quoted.h"
#include "core/exchange/strict_json.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace numeral {

namespace {

using Json = nlohmann::json;

constexpr std::size_t lengthSize = 8;
constexpr std::size_t alignment = 8;

/// The format allows 100 MB. A header that describes a network has a few kilobytes;
/// the lower limit keeps a hostile file from filling the memory with JSON.
constexpr std::uint64_t maximumHeaderSize = std::uint64_t{16} << 20U;

tl::unexpected<Error> malformed(std::string reason)
{
    return failure(ErrorCode::FileMalformed, std::move(reason));
}

std::uint64_t headerLength(std::string_view bytes)
{
    std::uint64_t length = 0;
    for (std::size_t i = lengthSize; i-- > 0;) {
        length = length << 8U | static_cast<unsigned char>(bytes[i]);
    }
    return length;
}

/// Returns nothing if the value isn't an array of non-negative integers.
std::optional<std::vector<std::size_t>> sizes(const Json& value)
{
    if (!value.is_array()) {
        return std::nullopt;
    }
    std::vector<std::size_t> list;
    for (const Json& element : value) {
        if (!element.is_number_unsigned()) {
            return std::nullopt;
        }
        list.push_back(element.get<std::size_t>());
    }
    return list;
}

Result<TensorEntry> readEntry(const std::string& name, const Json& value)
{
    const auto wrong = [&name](const std::string& what) {
        return malformed("its header gives no valid " + what + " for " + quoted(name));
    };
    if (!value.is_object()) {
        return wrong("description");
    }
    const auto type = value.find("dtype");
    if (type == value.end() || !type->is_string()) {
        return wrong("dtype");
    }
    const auto shape = value.find("shape");
    const auto shapeSizes = shape == value.end() ? std::nullopt : sizes(*shape);
    if (!shapeSizes) {
        return wrong("shape");
    }
    const auto offsets = value.find("data_offsets");
    const auto range = offsets == value.end() ? std::nullopt : sizes(*offsets);
    if (!range || range->size() != 2 || range->front() > range->back()) {
        return wrong("data_offsets");
    }
    return TensorEntry{type->get<std::string>(), *shapeSizes, range->front(), range->back()};
}

Result<void> readMetadata(const Json& value, std::map<std::string, std::string>& metadata)
{
    if (!value.is_object()) {
        return malformed("its metadata are not a JSON object");
    }
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string()) {
            return malformed("its metadata entry " + quoted(key) + " is not a string");
        }
        metadata[key] = text.get<std::string>();
    }
    return {};
}

Result<void> checkCoverage(const SafeTensorsFile& file)
{
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (const auto& [name, entry] : file.tensors) {
        if (entry.end > file.data.size()) {
            return malformed("its tensor " + quoted(name) + " reaches past the end of the file");
        }
        ranges.emplace_back(entry.begin, entry.end);
    }
    std::sort(ranges.begin(), ranges.end());
    std::size_t covered = 0;
    for (const auto& [begin, end] : ranges) {
        if (begin != covered) {
            return malformed(begin < covered ? "two of its tensors overlap"
                                             : "there are unused bytes between its tensors");
        }
        covered = end;
    }
    if (covered != file.data.size()) {
        return malformed("there are unused bytes after its last tensor");
    }
    return {};
}

Result<void> readHeader(const Json& header, SafeTensorsFile& file)
{
    for (const auto& [name, value] : header.items()) {
        if (name == metadataKey) {
            if (Result<void> read = readMetadata(value, file.metadata); !read) {
                return read;
            }
            continue;
        }
        Result<TensorEntry> entry = readEntry(name, value);
        if (!entry) {
            return tl::unexpected(std::move(entry.error()));
        }
        file.tensors[name] = std::move(*entry);
    }
    return {};
}

} // namespace

Result<SafeTensorsFile> parseSafeTensorsFile(std::string_view bytes)
{
    if (bytes.size() < lengthSize) {
        return malformed("it is shorter than 8 bytes");
    }
    const std::uint64_t length = headerLength(bytes);
    if (length > bytes.size() - lengthSize) {
        return malformed("its header is longer than the file");
    }
    if (length > maximumHeaderSize) {
        return malformed("its header is longer than 16 MiB");
    }
    const std::string_view headerText = bytes.substr(lengthSize, length);
    std::optional<Json> header = parseStrictJson(headerText);
    if (!headerText.starts_with('{') || !header) {
        return malformed("its header is not a JSON object with unique names");
    }

    SafeTensorsFile file;
    file.data = bytes.substr(lengthSize + length);
    if (Result<void> read = readHeader(*header, file); !read) {
        return tl::unexpected(std::move(read.error()));
    }
    file.guardedHeader = guardedHeader(std::move(*header));
    if (Result<void> checked = checkCoverage(file); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }
    return file;
}

std::string safeTensorsPreamble(const Json& header)
{
    std::string text = canonicalText(header);
    text.append((alignment - text.size() % alignment) % alignment, ' ');
    std::string preamble;
    for (std::size_t i = 0; i < lengthSize; ++i) {
        preamble += static_cast<char>(text.size() >> 8U * i & 0xFFU);
    }
    return preamble + text;
}

std::string guardedHeader(Json header)
{
    if (const auto metadata = header.find(metadataKey); metadata != header.end()) {
        metadata->erase(checksumKey);
    }
    return canonicalText(header);
}

std::string safeTensorsChecksum(std::string_view guardedHeader, std::string_view data)
{
    Sha256 hash;
    hash.add(guardedHeader);
    hash.add(data);
    return hash.hex();
}

} // namespace numeral
