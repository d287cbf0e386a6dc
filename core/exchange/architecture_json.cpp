// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/architecture_json.h"

#include "core/exchange/strict_json.h"

#include <utility>

namespace numeral {

namespace {

using Json = nlohmann::json;

/// Reads a size that is within the limits of any network; 0 if it isn't one.
std::size_t sizeOf(const Json& value)
{
    const bool isSize = value.is_number_unsigned()
        && value.get<std::uint64_t>() <= Architecture::maximumParameters;
    return isSize ? value.get<std::size_t>() : 0;
}

std::size_t sizeIn(const Json& object, const char* key)
{
    return sizeOf(object.is_object() ? object.value(key, Json()) : Json());
}

} // namespace

std::string architectureText(const Architecture& architecture)
{
    Json json{{"inputs", architecture.inputs()}, {"hidden", architecture.hidden()},
        {"outputs", architecture.outputs()}};
    if (const ConvolutionalNetwork* network = architecture.convolutional()) {
        json["blocks"] = Json::array();
        for (const ConvolutionBlock& block : network->blocks) {
            json["blocks"].push_back({{"channels", block.channels}, {"kernel", block.kernel},
                {"pooling", block.pooling}});
        }
    }
    return canonicalText(json);
}

bool isNeededForTensors(std::string_view text)
{
    const Json json = parseStrictJson(text).value_or(Json());
    return json.is_object() && json.contains("blocks");
}

Result<Architecture> architectureFrom(
    std::string_view text, const ImageShape& image, Activation activation)
{
    const Json json = parseStrictJson(text).value_or(Json());
    ConvolutionalNetwork network{image, {}, {}, sizeIn(json, "outputs"), activation};
    const Json blocks = json.is_object() ? json.value("blocks", Json()) : Json();
    const Json hidden = json.is_object() ? json.value("hidden", Json()) : Json();
    const bool hasLists = blocks.is_array() && hidden.is_array();
    for (const Json& block : hasLists ? blocks : Json::array()) {
        network.blocks.push_back(
            {sizeIn(block, "channels"), sizeIn(block, "kernel"), sizeIn(block, "pooling")});
    }
    for (const Json& width : hasLists ? hidden : Json::array()) {
        network.hidden.push_back(sizeOf(width));
    }
    if (!hasLists || network.blocks.empty() || !Architecture(network).validate()) {
        return failure(
            ErrorCode::FileMalformed, "its architecture is not one that Numeral can use");
    }
    return Architecture(std::move(network));
}

} // namespace numeral
