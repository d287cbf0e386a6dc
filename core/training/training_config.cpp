// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_config.h"

#include "core/base/json_text.h"

#include <algorithm>
#include <limits>

namespace numeral {

namespace {

using Json = nlohmann::ordered_json;

/// Combines lambdas into one overload set.
template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>; // for Clang before 17

Result<void> checkLayers(const std::vector<int>& widths)
{
    const auto& counts = TrainingConfig::hiddenLayerCountSetting;
    if (widths.size() > static_cast<std::size_t>(counts.maximum)) {
        return failure(ErrorCode::InvalidSetting,
            "The hidden layers must be at most " + toText(counts.maximum) + "; "
                + toText(widths.size()) + " are too many.");
    }
    Result<void> valid;
    for (const int width : widths) {
        valid = valid ? checkRange(TrainingConfig::hiddenWidthSetting, width) : valid;
    }
    return valid;
}

Result<void> checkBlocks(const std::vector<ConvolutionBlock>& blocks)
{
    using C = TrainingConfig;
    const auto& counts = C::blockCountSetting;
    if (!counts.contains(static_cast<int>(blocks.size()))) {
        return failure(ErrorCode::InvalidSetting,
            "A convolutional network has " + toText(counts.minimum) + " to "
                + toText(counts.maximum) + " blocks, not " + toText(blocks.size()) + ".");
    }
    for (const ConvolutionBlock& block : blocks) {
        const std::pair<const Setting<int>&, std::size_t> sizes[]
            = {{C::channelsSetting, block.channels}, {C::kernelSetting, block.kernel},
                {C::poolingSetting, block.pooling}};
        for (const auto& [setting, size] : sizes) {
            if (Result<void> valid = checkRange(setting, static_cast<int>(size)); !valid) {
                return valid;
            }
        }
        if (Result<void> valid = checkKernel(block.kernel); !valid) {
            return valid;
        }
    }
    return {};
}

Result<void> checkDevice(std::string_view device)
{
    constexpr std::string_view numbered = "cuda:";
    constexpr std::size_t digits = 2;
    const bool isNumbered = device.substr(0, numbered.size()) == numbered;
    const std::string_view number = isNumbered ? device.substr(numbered.size()) : "";
    const bool isNumber = !number.empty() && number.size() <= digits
        && (number.front() != '0' || number.size() == 1)
        && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (device == "auto" || device == "cpu" || device == "cuda" || device == "mps" || isNumber) {
        return {};
    }
    return failure(ErrorCode::InvalidSetting,
        "The device must be auto, cpu, cuda, cuda:N or mps; “" + std::string(device) + "” is not.");
}

tl::unexpected<Error> wrongType(const SettingText& text, const std::string& wanted)
{
    return failure(ErrorCode::InvalidSetting,
        std::string("The setting “") + text.key + "” of the configuration must be " + wanted + ".");
}

template <typename Integer>
Result<void> readInteger(const SettingText& text, const Json& value, Integer& field)
{
    if (!value.is_number_integer()) {
        return wrongType(text, "a whole number");
    }
    // Clamping keeps values beyond the type's range beyond the setting's range.
    constexpr auto lowest = static_cast<std::int64_t>(std::numeric_limits<Integer>::min());
    constexpr auto highest = static_cast<std::int64_t>(std::numeric_limits<Integer>::max());
    const bool huge = value.is_number_unsigned()
        && value.get<std::uint64_t>() > static_cast<std::uint64_t>(highest);
    field = static_cast<Integer>(
        huge ? highest : std::clamp(value.get<std::int64_t>(), lowest, highest));
    return {};
}

template <typename Integer>
Result<void> readSetting(const Setting<Integer>& setting, const Json& value, Integer& field)
{
    return readInteger(setting.text, value, field);
}

Result<void> readSetting(const Setting<double>& setting, const Json& value, double& field)
{
    if (!value.is_number()) {
        return wrongType(setting.text, "a number");
    }
    field = value.get<double>();
    return {};
}

template <typename T, std::size_t count>
Result<void> readSetting(const Choice<T, count>& choice, const Json& value, T& field)
{
    const auto* const found
        = value.is_string() ? choice.find(value.get_ref<const std::string&>()) : nullptr;
    if (found != nullptr) {
        field = found->value;
        return {};
    }
    std::string keys;
    for (const auto& option : choice.options) {
        keys += (keys.empty() ? "“" : ", “") + std::string(option.key) + "”";
    }
    return wrongType(choice.text, "one of " + keys);
}

Result<void> readSetting(const SettingText& text, const Json& value, std::vector<int>& field)
{
    constexpr const char* list = "a list of whole numbers";
    if (!value.is_array()) {
        return wrongType(text, list);
    }
    field.clear();
    for (const Json& item : value) {
        if (!readInteger(text, item, field.emplace_back())) {
            return wrongType(text, list);
        }
    }
    return {};
}

Result<void> readSetting(
    const SettingText& text, const Json& value, std::vector<ConvolutionBlock>& field)
{
    const auto wrong = [&text] {
        return wrongType(text, "a list of channels, kernel and pooling, each a whole number");
    };
    if (!value.is_array()) {
        return wrong();
    }
    field.clear();
    for (const Json& item : value) {
        ConvolutionBlock& block = field.emplace_back();
        const std::pair<const char*, std::size_t&> sizes[]
            = {{"channels", block.channels}, {"kernel", block.kernel}, {"pooling", block.pooling}};
        if (!item.is_object() || item.size() != std::size(sizes)) {
            return wrong();
        }
        for (const auto& [key, size] : sizes) {
            int read = 0;
            if (!item.contains(key) || !readInteger(text, item[key], read)) {
                return wrong();
            }
            size = static_cast<std::size_t>(std::max(read, 0)); // which no setting allows, either
        }
    }
    return {};
}

Result<void> readSetting(
    const SettingText& text, const Json& value, std::vector<std::string>& field)
{
    const bool areTexts = value.is_array()
        && std::all_of(
            value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
    if (!areTexts) {
        return wrongType(text, "a list of names");
    }
    field = value.get<std::vector<std::string>>();
    return {};
}

Result<void> readSetting(
    const SettingText& text, const Json& value, std::vector<ImageFilter>& field)
{
    if (!value.is_string()) {
        return wrongType(text, "a text such as “blur:1,threshold:128”");
    }
    Result<std::vector<ImageFilter>> filters = parseFilters(value.get<std::string>());
    if (!filters) {
        return tl::unexpected(filters.error());
    }
    field = *std::move(filters);
    return {};
}

Result<void> readSetting(const SettingText& text, const Json& value, std::string& field)
{
    if (!value.is_string()) {
        return wrongType(text, "a text");
    }
    field = value.get<std::string>();
    return {};
}

const SettingText& textOf(const SettingText& text)
{
    return text;
}

template <typename AnySetting>
const SettingText& textOf(const AnySetting& setting)
{
    return setting.text;
}

/// Older models use another key for the share of outliers.
std::string currentKey(const std::string& key)
{
    return key == "strangers" ? TrainingConfig::outliersSetting.text.key : key;
}

Result<void> readSetting(const std::string& key, const Json& value, TrainingConfig& config)
{
    Result<void> read
        = failure(ErrorCode::InvalidSetting, "The configuration has no setting “" + key + "”.");
    forEachSetting(config, [&](const auto& setting, auto& field) {
        if (textOf(setting).key == key) {
            read = readSetting(setting, value, field);
        }
    });
    return read;
}

} // namespace

Result<void> TrainingConfig::validate() const
{
    Result<void> valid;
    const auto keepFirst = [&valid](const Result<void>& checked) {
        if (valid) {
            valid = checked;
        }
    };
    forEachSetting(*this,
        Overloaded{
            [&](const SettingText&, const std::vector<int>& widths) {
                keepFirst(checkLayers(widths));
            },
            [&](const SettingText&, const std::vector<ConvolutionBlock>& sizes) {
                keepFirst(checkBlocks(sizes));
            },
            [&](const SettingText&, const std::string& name) { keepFirst(checkDevice(name)); },
            [&](const SettingText&, const std::vector<ImageFilter>& chain) {
                keepFirst(checkFilters(chain));
            },
            [](const SettingText&, const std::vector<std::string>&) {}, // the data set checks them
            [&]<typename T>(
                const Setting<T>& setting, T value) { keepFirst(checkRange(setting, value)); },
            []<typename T, std::size_t count>(const Choice<T, count>&, T) {},
        });
    if (optimizer == OptimizerKind::Sgd && nesterov && momentum == 0) {
        keepFirst(failure(ErrorCode::InvalidSetting,
            "Nesterov momentum needs a momentum above 0; 0.9 is typical."));
    }
    return valid;
}

Architecture TrainingConfig::network(const ImageShape& image, std::size_t classes) const
{
    const std::vector<std::size_t> hidden(hiddenLayers.begin(), hiddenLayers.end());
    if (kind == NetworkKind::Convolutional) {
        return ConvolutionalNetwork{image, blocks, hidden, classes, activation};
    }
    // Without hidden layers there is no activation; a fixed one makes such networks equal.
    return Perceptron{
        image.pixels(), hidden, classes, hidden.empty() ? Activation::Relu : activation};
}

bool usesSetting(OptimizerKind optimizer, std::string_view key)
{
    using Kind = OptimizerKind;
    using C = TrainingConfig;
    const bool isAdam = optimizer == Kind::Adam || optimizer == Kind::AdamW;
    if (key == C::beta1Setting.text.key || key == C::beta2Setting.text.key) {
        return isAdam;
    }
    if (key == C::epsilonSetting.text.key) {
        return optimizer != Kind::Sgd;
    }
    if (key == C::momentumSetting.text.key) {
        return optimizer == Kind::Sgd || optimizer == Kind::RmsProp;
    }
    if (key == C::nesterovSetting.text.key) {
        return optimizer == Kind::Sgd;
    }
    if (key == C::alphaSetting.text.key) {
        return optimizer == Kind::RmsProp;
    }
    if (key == C::initialAccumulatorSetting.text.key) {
        return optimizer == Kind::Adagrad;
    }
    return true;
}

bool usesSetting(NetworkKind kind, std::string_view key)
{
    using C = TrainingConfig;
    if (kind == NetworkKind::Perceptron) {
        return key != C::blocksText.key;
    }
    return key != C::initialSmoothingSetting.text.key && key != C::inputCentringSetting.text.key;
}

std::string_view nounOf(NetworkKind kind)
{
    return kind == NetworkKind::Perceptron ? "perceptron" : "convolutional network";
}

TrainingConfig withoutUnusedSettings(TrainingConfig config)
{
    using C = TrainingConfig;
    const TrainingConfig usual;
    const auto reset = [&](const auto& setting, auto C::*value) {
        if (!usesSetting(config.optimizer, setting.text.key)
            || !usesSetting(config.kind, setting.text.key)) {
            config.*value = usual.*value;
        }
    };
    reset(C::momentumSetting, &C::momentum);
    reset(C::nesterovSetting, &C::nesterov);
    reset(C::beta1Setting, &C::beta1);
    reset(C::beta2Setting, &C::beta2);
    reset(C::epsilonSetting, &C::epsilon);
    reset(C::alphaSetting, &C::alpha);
    reset(C::initialAccumulatorSetting, &C::initialAccumulator);
    reset(C::initialSmoothingSetting, &C::initialSmoothing);
    reset(C::inputCentringSetting, &C::inputCentring);
    if (!usesSetting(config.kind, C::blocksText.key)) {
        config.blocks = usual.blocks;
    }
    return config;
}

std::string toJson(const TrainingConfig& config)
{
    Json json;
    forEachSetting(config,
        Overloaded{
            [&](const SettingText& text, const std::vector<int>& widths) {
                json[text.key] = widths;
            },
            [&](const SettingText& text, const std::string& device) { json[text.key] = device; },
            [&](const SettingText& text, const std::vector<std::string>& names) {
                json[text.key] = names;
            },
            [&](const SettingText& text, const std::vector<ImageFilter>& filters) {
                json[text.key] = toText(filters);
            },
            [&](const SettingText& text, const std::vector<ConvolutionBlock>& blocks) {
                json[text.key] = Json::array();
                for (const ConvolutionBlock& block : blocks) {
                    json[text.key].push_back({{"channels", block.channels},
                        {"kernel", block.kernel}, {"pooling", block.pooling}});
                }
            },
            [&]<typename T>(const Setting<T>& setting, T value) { json[setting.text.key] = value; },
            [&]<typename T, std::size_t count>(const Choice<T, count>& choice, T value) {
                json[choice.text.key] = choice.keyOf(value);
            },
        });
    return jsonText(json);
}

Result<TrainingConfig> parseTrainingConfig(const std::string& json)
{
    const Json object = parseOrderedJson(json);
    if (!object.is_object()) {
        return failure(ErrorCode::InvalidSetting, "The configuration is not a JSON object.");
    }
    TrainingConfig config;
    for (const auto& [key, value] : object.items()) {
        if (const Result<void> read = readSetting(currentKey(key), value, config); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (!object.contains(TrainingConfig::optimizerSetting.text.key) && config.weightDecay > 0) {
        config.optimizer = OptimizerKind::AdamW; // as older models imply
    }
    if (const Result<void> valid = config.validate(); !valid) {
        return tl::unexpected(valid.error());
    }
    return config;
}

} // namespace numeral
