// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// Parses JSON (RFC 8259) from an untrusted file. Returns nothing if the text is not JSON, nests
/// deeper than 8 levels, or has an object with a duplicate key, which parsers interpret
/// differently.
std::optional<nlohmann::json> parseStrictJson(std::string_view text);

/// Serialises to compact text with sorted keys, always the same for the same value. Invalid UTF-8
/// is replaced by U+FFFD.
std::string canonicalText(const nlohmann::json& json);

} // namespace numeral
