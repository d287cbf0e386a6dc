// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_config.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <sstream>

namespace numeral {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
std::string text(T value)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << value;
    return stream.str();
}

template <typename T>
Result<void> checkRange(const char* name, T value, const Setting<T>& setting)
{
    if (setting.contains(value)) {
        return {};
    }
    return failure(ErrorCode::InvalidSetting,
        std::string("The ") + name + " must lie between " + text(setting.minimum) + " and "
            + text(setting.maximum) + "; " + text(value) + " does not.");
}

Result<void> checkLayers(const std::vector<int>& widths)
{
    const auto& counts = TrainingConfig::hiddenLayerCounts;
    if (widths.size() > static_cast<std::size_t>(counts.maximum)) {
        return failure(ErrorCode::InvalidSetting,
            "The hidden layers must be at most " + text(counts.maximum) + "; " + text(widths.size())
                + " are too many.");
    }
    for (const int width : widths) {
        if (Result<void> checked = checkRange("hidden width", width, TrainingConfig::hiddenWidths);
            !checked) {
            return checked;
        }
    }
    return {};
}

tl::unexpected<Error> wrongType(const std::string& key, const char* wanted)
{
    return failure(ErrorCode::InvalidSetting,
        "The setting “" + key + "” of the configuration must be " + wanted + ".");
}

template <typename Integer>
Result<void> readInteger(const std::string& key, const Json& value, Integer& field)
{
    if (!value.is_number_integer()) {
        return wrongType(key, "a whole number");
    }
    // Values beyond the type's range become values beyond the setting's range.
    constexpr auto lowest = static_cast<std::int64_t>(std::numeric_limits<Integer>::min());
    constexpr auto highest = static_cast<std::int64_t>(std::numeric_limits<Integer>::max());
    const bool huge = value.is_number_unsigned()
        && value.get<std::uint64_t>() > static_cast<std::uint64_t>(highest);
    field = static_cast<Integer>(
        huge ? highest : std::clamp(value.get<std::int64_t>(), lowest, highest));
    return {};
}

Result<void> readNumber(const std::string& key, const Json& value, double& field)
{
    if (!value.is_number()) {
        return wrongType(key, "a number");
    }
    field = value.get<double>();
    return {};
}

Result<void> readLayers(const std::string& key, const Json& value, std::vector<int>& field)
{
    if (!value.is_array()) {
        return wrongType(key, "a list of whole numbers");
    }
    field.clear();
    for (const Json& item : value) {
        if (Result<void> read = readInteger(key, item, field.emplace_back()); !read) {
            return wrongType(key, "a list of whole numbers");
        }
    }
    return {};
}

Result<void> readSetting(const std::string& key, const Json& value, TrainingConfig& config)
{
    if (key == "batch_size") {
        return readInteger(key, value, config.batchSize);
    }
    if (key == "hidden_layers") {
        return readLayers(key, value, config.hiddenLayers);
    }
    if (key == "epochs") {
        return readInteger(key, value, config.epochs);
    }
    if (key == "patience") {
        return readInteger(key, value, config.patience);
    }
    if (key == "learning_rate") {
        return readNumber(key, value, config.learningRate);
    }
    if (key == "validation_share") {
        return readNumber(key, value, config.validationShare);
    }
    if (key == "seed") {
        return readInteger(key, value, config.seed);
    }
    return failure(ErrorCode::InvalidSetting, "The configuration has no setting “" + key + "”.");
}

} // namespace

Result<void> TrainingConfig::validate() const
{
    const std::array checks{
        checkRange("batch size", batchSize, batchSizes),
        checkLayers(hiddenLayers),
        checkRange("number of epochs", epochs, epochCounts),
        checkRange("patience", patience, patiences),
        checkRange("learning rate", learningRate, learningRates),
        checkRange("validation share", validationShare, validationShares),
        checkRange("seed", seed, seeds),
    };
    const auto* const failed = std::find_if(
        checks.begin(), checks.end(), [](const Result<void>& check) { return !check; });
    return failed == checks.end() ? Result<void>() : *failed;
}

MlpSpec TrainingConfig::network(const ImageShape& image, std::size_t classes) const
{
    MlpSpec spec;
    spec.inputs = image.pixels();
    spec.hidden.assign(hiddenLayers.begin(), hiddenLayers.end());
    spec.outputs = classes;
    return spec;
}

std::string toJson(const TrainingConfig& config)
{
    const Json json{
        {"batch_size", config.batchSize},
        {"hidden_layers", config.hiddenLayers},
        {"epochs", config.epochs},
        {"patience", config.patience},
        {"learning_rate", config.learningRate},
        {"validation_share", config.validationShare},
        {"seed", config.seed},
    };
    return json.dump();
}

Result<TrainingConfig> parseTrainingConfig(const std::string& json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object()) {
        return failure(ErrorCode::InvalidSetting, "The configuration is not a JSON object.");
    }
    TrainingConfig config;
    for (const auto& [key, value] : object.items()) {
        if (const Result<void> read = readSetting(key, value, config); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (const Result<void> valid = config.validate(); !valid) {
        return tl::unexpected(valid.error());
    }
    return config;
}

const std::vector<TrainingPreset>& trainingPresets()
{
    static const std::vector<TrainingPreset> presets = [] {
        TrainingConfig wide;
        wide.hiddenLayers = {512, 256};
        wide.patience = 3;
        TrainingConfig linear;
        linear.hiddenLayers = {};
        linear.patience = 3;
        return std::vector<TrainingPreset>{
            {"tutorial", {}},
            {"linear", linear},
            {"wide", wide},
        };
    }();
    return presets;
}

} // namespace numeral
