// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// JSON (RFC 8259) from a file that nobody vouches for: nothing where the text is not JSON, nests
/// deeper than 8 levels, or has an object with the same key twice, which readers would understand
/// in different ways.
std::optional<nlohmann::json> parseStrictJson(std::string_view text);

/// Compact text with sorted keys, always the same for the same value. What is not UTF-8 is replaced
/// by U+FFFD.
std::string canonicalText(const nlohmann::json& json);

} // namespace numeral
