// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_name.h"

#include "core/base/json_text.h"
#include "core/exchange/strict_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <system_error>
#include <vector>

namespace numeral {

namespace {

using Json = nlohmann::json;

/// The text as an object; an empty one if it isn't JSON.
Json objectOf(const std::string& text)
{
    Json json = parseStrictJson(text).value_or(Json());
    return json.is_object() ? json : Json::object();
}

bool isForbidden(unsigned char byte)
{
    return byte <= ' ' || byte == 0x7F
        || std::string_view("/\\:*?\"<>|").find(static_cast<char>(byte)) != std::string_view::npos;
}

/// "97.16" for 0.9716, whatever the locale.
std::string percentOf(double share)
{
    constexpr int decimals = 2;
    std::array<char, 16> text{};
    const auto [end, error] = std::to_chars(
        text.data(), text.data() + text.size(), 100 * share, std::chars_format::fixed, decimals);
    return error == std::errc() ? std::string(text.data(), end) : std::string();
}

} // namespace

std::string fileNamePart(std::string_view text)
{
    constexpr std::size_t longest = 60; // bytes
    std::string part = parseJson(canonicalText(std::string(text))).get<std::string>();
    for (std::size_t cut = longest; part.size() > longest; --cut) {
        if ((static_cast<unsigned char>(part[cut]) & 0xC0U) != 0x80U) {
            part.resize(cut); // never inside a UTF-8 character
        }
    }
    for (char& c : part) {
        c = isForbidden(static_cast<unsigned char>(c)) ? '-' : c;
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const auto last = std::unique(
        part.begin(), part.end(), [](char a, char b) { return a == '-' && b == '-'; });
    part.erase(last, part.end());
    const std::size_t begin = part.find_first_not_of("-.");
    const std::size_t end = part.find_last_not_of("-.");
    return begin == std::string::npos ? std::string() : part.substr(begin, end + 1 - begin);
}

std::string layersName(const Architecture& architecture)
{
    constexpr std::size_t most = 8; // more would make too long a name
    const std::vector<std::string> sizes = architecture.hiddenSizes();
    if (sizes.size() > most) {
        return std::string("-").append(std::to_string(sizes.size())).append("-layers");
    }
    std::string text;
    for (std::string size : sizes) {
        constexpr std::string_view times = "×";
        if (const std::size_t place = size.find(times); place != std::string::npos) {
            size.replace(place, times.size(), "x");
        }
        text.append("-").append(size);
    }
    return text.empty() ? "-linear" : text;
}

std::string modelName(const Model& model)
{
    const Json data = objectOf(model.provenance.data);
    const Json result = objectOf(model.provenance.result);
    const auto dataName = data.find("name");
    std::string name = dataName != data.end() && dataName->is_string()
        ? fileNamePart(dataName->get<std::string>())
        : std::string();
    if (name.empty()) {
        name = "model";
    }
    if (result.contains("own_images")) {
        name += "-my-digits";
    }
    name += layersName(model.weights->architecture());
    const auto accuracy = result.find("test_accuracy");
    if (accuracy != result.end() && accuracy->is_number() && *accuracy >= 0 && *accuracy <= 1) {
        name.append("-").append(percentOf(accuracy->get<double>()));
    }
    return name;
}

std::filesystem::path numberedFile(const std::filesystem::path& folder, const std::string& name,
    std::string_view extension, int number)
{
    std::string whole = name;
    if (number > 1) {
        whole.append("-").append(std::to_string(number));
    }
    return folder / whole.append(".").append(extension);
}

std::filesystem::path unusedFile(
    const std::filesystem::path& folder, const std::string& name, std::string_view extension)
{
    std::error_code error;
    for (int number = 1;; ++number) {
        std::filesystem::path file = numberedFile(folder, name, extension, number);
        if (!std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
            return file;
        }
    }
}

} // namespace numeral
