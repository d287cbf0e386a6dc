// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_text.h"

namespace numeral {

namespace {

template <typename Json>
std::string lineOf(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

nlohmann::json parseJson(std::string_view text)
{
    return nlohmann::json::parse(text, nullptr, false);
}

nlohmann::json parseJsonOrThrow(std::string_view text)
{
    return nlohmann::json::parse(text);
}

nlohmann::ordered_json parseOrderedJson(std::string_view text)
{
    return nlohmann::ordered_json::parse(text, nullptr, false);
}

std::string jsonText(const nlohmann::json& json)
{
    return lineOf(json);
}

std::string jsonText(const nlohmann::ordered_json& json)
{
    return lineOf(json);
}

} // namespace numeral
