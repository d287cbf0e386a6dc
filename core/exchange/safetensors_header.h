// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// What the header says about one tensor.
struct TensorEntry {
    std::string type; ///< "F32"
    std::vector<std::size_t> shape;
    std::size_t begin = 0; ///< first byte, counted from the start of the data
    std::size_t end = 0; ///< one past the last byte
};

/// A parsed SafeTensors file: the tensors cover the data without gaps or overlaps.
struct SafeTensorsFile {
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
    std::string guardedHeader; ///< what the checksum covers besides the data
    std::string_view data; ///< view into the bytes that were parsed
};

/// Parses a file and checks everything that the format requires of any file, whatever its tensors
/// mean. Error: FileMalformed; its detail is only the reason, to follow a colon.
Result<SafeTensorsFile> parseSafeTensorsFile(std::string_view bytes);

/// Returns the bytes before the data: the header's length, then the header, padded with spaces so
/// that the data start at a multiple of 8 bytes.
std::string safeTensorsPreamble(const nlohmann::json& header);

/// Returns the header without `__metadata__.sha256`, as compact JSON with sorted keys, in UTF-8.
/// Other programs can reproduce it: Python's json.dumps(header, sort_keys=True, separators=(",",
/// ":"), ensure_ascii=False) gives the same text.
std::string guardedHeader(nlohmann::json header);

/// Returns the value of `__metadata__.sha256`: the SHA-256 of the guarded header followed by the
/// data. It protects names, shapes and metadata as well as the weights.
std::string safeTensorsChecksum(std::string_view guardedHeader, std::string_view data);

inline constexpr const char* metadataKey = "__metadata__";
inline constexpr const char* checksumKey = "sha256";

} // namespace numeral
