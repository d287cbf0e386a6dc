// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/base/listed.h"
#include "core/exchange/architecture_json.h"
#include "core/exchange/model_metadata.h"
#include "core/exchange/safetensors.h"
#include "core/model/activation_name.h"
#include "core/training/training_config.h"

#include <cstdio>
#include <string_view>
#include <type_traits>
#include <vector>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

/// What a model's provenance says, parsed; null where it says nothing.
struct Origin {
    Json configuration;
    Json data;
    Json result;
};

Json parsed(const std::string& text)
{
    Json json = parseOrderedJson(text);
    return json.is_object() ? json : Json();
}

Origin originOf(const Model& model)
{
    return {parsed(model.provenance.configuration), parsed(model.provenance.data),
        parsed(model.provenance.result)};
}

Json entry(const Json& object, const char* key)
{
    return object.is_object() ? object.value(key, Json()) : Json();
}

/// A setting's key, name and value, for comparing and printing.
struct SettingLine {
    std::string key;
    std::string name;
    std::string value;
};

std::vector<SettingLine> linesOf(const TrainingConfig& config)
{
    std::vector<SettingLine> lines;
    forEachSetting(config, [&lines](const auto& setting, const auto& value) {
        using Kind = std::decay_t<decltype(setting)>;
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
            lines.push_back({setting.key, setting.name, value});
        } else if constexpr (std::is_same_v<std::decay_t<decltype(value)>,
                                 std::vector<std::string>>) {
            lines.push_back({setting.key, setting.name, value.empty() ? "all" : listed(value)});
        } else if constexpr (std::is_same_v<Kind, SettingText>) {
            return; // the architecture shows the layers
        } else if constexpr (requires { setting.options; }) {
            lines.push_back({setting.text.key, setting.text.name, setting.nameOf(value)});
        } else {
            lines.push_back({setting.text.key, setting.text.name, toText(value)});
        }
    });
    return lines;
}

/// The settings that differ from the defaults, without those that have a line of their own.
std::vector<SettingLine> changedSettings(const TrainingConfig& config)
{
    const std::vector<SettingLine> defaults = linesOf(TrainingConfig());
    std::vector<SettingLine> lines = linesOf(config);
    std::size_t index = 0;
    std::erase_if(lines, [&defaults, &index](const SettingLine& line) {
        const bool isShown = line.key == "network" || line.key == "activation" || line.key == "seed"
            || line.key == "engine";
        return line.value == defaults[index++].value || isShown;
    });
    return lines;
}

/// The same as an object, by key, with all settings that differ; null if they are unknown.
Json changedEntries(const std::string& configuration)
{
    const Result<TrainingConfig> config = parseTrainingConfig(configuration);
    if (!config) {
        return nullptr;
    }
    const Json defaults = parseOrderedJson(toJson(TrainingConfig()));
    const Json entries = parseOrderedJson(toJson(*config));
    Json changed = Json::object();
    for (const auto& [key, value] : entries.items()) {
        if (defaults[key] != value) {
            changed[key] = value;
        }
    }
    return changed;
}

Json describe(const InfoArguments& arguments, const StoredModel& stored)
{
    const Model& model = stored.model;
    const Architecture& architecture = model.weights->architecture();
    const Origin origin = originOf(model);
    Json calibration;
    if (model.calibration.minLogit) {
        calibration = {{"temperature", model.calibration.temperature},
            {"least_logit", *model.calibration.minLogit}};
    }
    return {
        {"file", arguments.model ? Json(arguments.model->string()) : Json()},
        {"checksum", stored.isByNumeral ? "correct" : "none"},
        {"architecture", parseOrderedJson(architectureText(architecture))},
        {"activation", activationName(architecture.activation())},
        {"parameters", architecture.parameterCount()},
        {"classes", model.classes},
        {"image", {{"rows", model.image.rows}, {"columns", model.image.columns}}},
        {"look",
            {{"paper", model.look.paper}, {"ink", model.look.ink},
                {"transposed", model.look.transposed}}},
        {"preprocessing", preprocessingName(model.preprocessing)},
        {"class_kind", classKindName(model.kind)},
        {"filters", toText(model.filters)},
        {"calibration", calibration},
        {"data", origin.data},
        {"test_accuracy", entry(origin.result, "test_accuracy")},
        {"test_loss", entry(origin.result, "test_loss")},
        {"reason", entry(origin.result, "reason")},
        {"epochs", entry(origin.result, "epochs")},
        {"best_epoch", entry(origin.result, "best_epoch")},
        {"engine", entry(origin.configuration, "engine")},
        {"seed", entry(origin.configuration, "seed")},
        {"configuration", origin.configuration},
        {"changed_settings", changedEntries(model.provenance.configuration)},
    };
}

void printLine(const char* label, const std::string& text)
{
    if (!text.empty()) {
        std::printf("%-15s%s\n", label, text.c_str());
    }
}

std::string networkText(const Architecture& architecture)
{
    const std::string hidden = architecture.hiddenText().empty()
        ? std::string("no hidden layer")
        : std::string(TrainingConfig::activationSetting.nameOf(architecture.activation()));
    return architecture.sizesText() + ", " + hidden + ", "
        + counted(architecture.parameterCount(), "parameter");
}

/// "16 channels of 5×5 pixels, pooled by 2; …"; empty without convolutions.
std::string blocksText(const Architecture& architecture)
{
    std::string text;
    for (const LayerShape& layer : architecture.layers()) {
        if (layer.convolution) {
            const std::string side = std::to_string(layer.convolution->kernel);
            const std::size_t pooling = layer.convolution->pooling;
            text += text.empty() ? "" : "; ";
            text += counted(layer.outputs, "channel") + " of ";
            text.append(side).append("×").append(side).append(" pixels");
            text += pooling == 1 ? "" : ", pooled by " + std::to_string(pooling);
        }
    }
    return text;
}

std::string classesText(const std::vector<std::string>& classes)
{
    constexpr std::size_t shown = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(classes.size(), shown); ++i) {
        text += (i > 0 ? ", " : "") + printable(classes[i]);
    }
    return classes.size() > shown ? text + ", … (" + std::to_string(classes.size()) + " in all)"
                                  : text;
}

std::string inputText(const Model& model)
{
    return std::to_string(model.image.rows) + "×" + std::to_string(model.image.columns)
        + (model.preprocessing == Preprocessing::Mnist
                ? " pixels, boxed, scaled and centred like MNIST's digits"
                : " pixels, scaled to fill the image");
}

/// What images look like to the network; empty if they look like MNIST's.
std::string lookText(const ImageLook& look)
{
    if (look.isPlain()) {
        return {};
    }
    return "ink " + std::to_string(look.ink) + " on paper " + std::to_string(look.paper)
        + (look.transposed ? ", rows and columns swapped" : "");
}

std::string accuracyText(const Json& result)
{
    const Json accuracy = entry(result, "test_accuracy");
    if (!accuracy.is_number()) {
        return {};
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.2f%%", 100 * accuracy.get<double>());
    return text;
}

std::string wholeText(const Json& number)
{
    return number.is_number_integer() ? jsonText(number) : std::string();
}

std::string epochsText(const Origin& origin)
{
    const std::string own = wholeText(entry(origin.result, "own_images"));
    if (!own.empty()) {
        return "fine-tuned on " + own + (own == "1" ? " drawing" : " drawings");
    }
    const std::string done = wholeText(entry(origin.result, "epochs"));
    const std::string best = wholeText(entry(origin.result, "best_epoch"));
    const std::string most = wholeText(entry(origin.configuration, "epochs"));
    if (done.empty()) {
        return {};
    }
    return done + (most.empty() ? "" : " of at most " + most)
        + (best.empty() ? "" : ", weights of epoch " + best);
}

void printSettings(const std::string& configuration, bool hasEngine)
{
    if (configuration.empty()) {
        return;
    }
    const Result<TrainingConfig> config = parseTrainingConfig(configuration);
    if (!config) {
        printLine("Settings", "cannot be shown: " + printable(config.error().detail));
        return;
    }
    printLine("Engine", hasEngine ? TrainingConfig::engineSetting.nameOf(config->engine) : "");
    printLine("Seed", toText(config->seed));
    const std::vector<SettingLine> changed = changedSettings(*config);
    printLine("Settings", changed.empty() ? "all as by default" : "as by default, but for");
    for (const SettingLine& line : changed) {
        std::printf("  %s: %s\n", line.name.c_str(), line.value.c_str());
    }
}

void printText(const InfoArguments& arguments, const StoredModel& stored)
{
    const Model& model = stored.model;
    const Origin origin = originOf(model);
    const Json data = entry(origin.data, "name");
    printLine("File", arguments.model ? printable(arguments.model->string()) : "built in");
    printLine("Checksum",
        stored.isByNumeral ? "correct"
                           : "none: another program wrote it, so activation and input are assumed");
    printLine("Network", networkText(model.weights->architecture()));
    printLine("Blocks", blocksText(model.weights->architecture()));
    printLine("Classes", classesText(model.classes));
    printLine("Input", inputText(model));
    printLine("Look", lookText(model.look));
    printLine("Filters", model.filters.empty() ? "" : toText(model.filters));
    printLine("Data", data.is_string() ? printable(data.get<std::string>()) : "");
    printLine("Test accuracy", accuracyText(origin.result));
    printLine("Epochs", epochsText(origin));
    printSettings(model.provenance.configuration, !entry(origin.configuration, "engine").is_null());
}

} // namespace

Result<void> runInfo(const InfoArguments& arguments)
{
    const Result<StoredModel> stored = arguments.model
        ? readStoredModel(*arguments.model)
        : bundledModel().map([](Model&& model) {
              return StoredModel{std::move(model), true};
          });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (arguments.json) {
        printJsonLine(describe(arguments, *stored));
    } else {
        printText(arguments, *stored);
    }
    return {};
}

} // namespace numeral::cli
