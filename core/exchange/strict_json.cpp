// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/strict_json.h"

#include "core/base/json_text.h"

#include <set>
#include <vector>

namespace numeral {

namespace {

using Json = nlohmann::json;

/// SAX handler that checks JSON while streaming, before any of it is stored. Returning false stops
/// the parser.
class Inspector final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& /*value*/) override { return true; }
    bool binary(binary_t& /*value*/) override { return true; }
    bool start_object(std::size_t /*size*/) override { return enter(); }
    bool key(string_t& name) override { return m_keys.back().insert(name).second; }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t /*size*/) override { return enter(); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
        const nlohmann::detail::exception& /*error*/) override
    {
        return false;
    }

private:
    static constexpr std::size_t maximumDepth = 8;

    bool enter()
    {
        m_keys.emplace_back();
        return m_keys.size() <= maximumDepth;
    }

    bool leave()
    {
        m_keys.pop_back();
        return true;
    }

    std::vector<std::set<std::string>> m_keys; ///< keys of each object or array that is still open
};

} // namespace

std::optional<Json> parseStrictJson(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) {
        return std::nullopt; // the parser would take it for the end
    }
    Inspector inspector;
    if (!Json::sax_parse(text.begin(), text.end(), &inspector)) {
        return std::nullopt;
    }
    Json json = parseJson(text);
    if (json.is_discarded()) {
        return std::nullopt;
    }
    return json;
}

std::string canonicalText(const Json& json)
{
    return jsonText(json);
}

} // namespace numeral
