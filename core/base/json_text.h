// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace numeral {

// The library's parser and serializer are templates that take seconds to compile, in each file that
// uses them. These functions are compiled once.

/// Parses JSON (RFC 8259). Returns a discarded value if the text isn't JSON or a number is too
/// large.
nlohmann::json parseJson(std::string_view text);

/// The same, but throws `nlohmann::json::parse_error` or, for the number, `out_of_range`.
nlohmann::json parseJsonOrThrow(std::string_view text);

/// Parses JSON as `parseJson` does and keeps the order of the keys.
nlohmann::ordered_json parseOrderedJson(std::string_view text);

/// Serialises to one line without blanks. Invalid UTF-8 is replaced by U+FFFD.
std::string jsonText(const nlohmann::json& json);
std::string jsonText(const nlohmann::ordered_json& json);

} // namespace numeral
