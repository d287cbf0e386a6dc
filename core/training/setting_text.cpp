// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/setting_text.h"

#include "core/base/json_text.h"
#include "core/base/number_text.h"
#include "core/training/layer_lists.h"

#include <type_traits>

namespace numeral {

namespace {

tl::unexpected<Error> refused(const SettingText& setting, const std::string& text)
{
    return failure(ErrorCode::InvalidSetting,
        "“" + text + "” is no value of the setting “" + setting.name + "”.");
}

std::vector<std::string> namesIn(const std::string& list)
{
    std::vector<std::string> names;
    for (std::size_t first = 0; first < list.size();) {
        const std::size_t end = std::min(list.find(',', first), list.size());
        names.push_back(list.substr(first, end - first));
        first = end + 1;
    }
    return names;
}

/// Sets the setting with that key, according to its type.
struct Setter {
    std::string_view key;
    const std::string& text;
    Result<void>& result;

    template <typename T>
    void operator()(const Setting<T>& setting, T& value) const
    {
        if (setting.text.key != key) {
            return;
        }
        result = {};
        const auto set = [&](const auto& number) {
            if (!number || *number < setting.minimum || *number > setting.maximum) {
                result = failure(ErrorCode::InvalidSetting,
                    "“" + text + "” is no value of the setting “" + setting.text.name
                        + "”: it lies between " + toText(setting.minimum) + " and "
                        + toText(setting.maximum) + ".");
            } else {
                value = static_cast<T>(*number);
            }
        };
        if constexpr (std::is_integral_v<T>) {
            set(parseWhole(text));
        } else {
            set(parseReal(text));
        }
    }

    template <typename T, std::size_t count>
    void operator()(const Choice<T, count>& choice, T& value) const
    {
        if (choice.text.key == key) {
            const auto* const found = choice.find(text);
            result = found == nullptr ? Result<void>(refused(choice.text, text)) : Result<void>();
            value = found == nullptr ? value : found->value;
        }
    }

    template <typename T>
    void operator()(const SettingText& setting, T& value) const
    {
        if (setting.key != key) {
            return;
        }
        if constexpr (std::is_same_v<T, std::vector<int>>) {
            take(setting, parseWidths(text), value);
        } else if constexpr (std::is_same_v<T, std::vector<ConvolutionBlock>>) {
            take(setting, parseBlocks(text), value);
        } else if constexpr (std::is_same_v<T, std::vector<ImageFilter>>) {
            take(setting, parseFilters(text), value);
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
            value = namesIn(text);
            result = {};
        } else {
            value = text;
            result = {};
        }
    }

private:
    template <typename Parsed, typename T>
    void take(const SettingText& setting, const Parsed& parsed, T& value) const
    {
        result = parsed ? Result<void>() : Result<void>(refused(setting, text));
        value = parsed ? *parsed : value;
    }
};

} // namespace

Result<void> setFromText(TrainingConfig& config, std::string_view key, const std::string& text)
{
    Result<void> result
        = failure(ErrorCode::InvalidSetting, "There is no setting “" + std::string(key) + "”.");
    forEachSetting(config, Setter{key, text, result});
    return result;
}

std::string valueText(const TrainingConfig& config, std::string_view key)
{
    const auto json = parseOrderedJson(toJson(config));
    const auto& value = json.at(std::string(key));
    if (key == TrainingConfig::blocksText.key) {
        std::string text;
        for (const ConvolutionBlock& block : config.blocks) {
            text.append(text.empty() ? "" : ",").append(std::to_string(block.channels));
            text.append("x").append(std::to_string(block.kernel));
            text.append("x").append(std::to_string(block.pooling));
        }
        return text;
    }
    if (key == TrainingConfig::filtersText.key) {
        return toText(config.filters);
    }
    if (value.is_array()) {
        std::string text;
        for (const auto& part : value) {
            text.append(text.empty() ? "" : ",");
            text.append(part.is_string() ? part.get<std::string>() : jsonText(part));
        }
        return text.empty() && key == TrainingConfig::hiddenLayersText.key ? "none" : text;
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? "on" : "off";
    }
    return value.is_string() ? value.get<std::string>() : jsonText(value);
}

std::optional<NumberRange> numbersOf(std::string_view key)
{
    std::optional<NumberRange> range;
    TrainingConfig config;
    forEachSetting(config, [&]<typename AnySetting, typename T>(const AnySetting& setting, T&) {
        if constexpr (std::is_same_v<AnySetting, Setting<T>>) {
            if (setting.text.key == key) {
                range = {static_cast<double>(setting.minimum), static_cast<double>(setting.maximum),
                    std::is_integral_v<T>};
            }
        }
    });
    return range;
}

} // namespace numeral
