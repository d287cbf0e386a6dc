// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/training_options.h"

#include "app/cli/number_option.h"
#include "core/exchange/formats.h"
#include "core/training/layer_lists.h"
#include "core/training/presets.h"
#include "core/training/setting_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace numeral::cli {

namespace {

/// "batch_size" → "--batch-size".
std::string optionFor(const SettingText& text)
{
    if (text.key == TrainingConfig::hiddenLayersText.key) {
        return "--hidden";
    }
    std::string option = std::string("--") + text.key;
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
}

/// Adds a command-line option for each setting, according to its type.
struct OptionAdder {
    CLI::App& command;

    template <typename T>
    void operator()(const Setting<T>& setting, T& value) const
    {
        addNumberOption(command, optionFor(setting.text), value, setting.minimum, setting.maximum,
            std::string(setting.text.explanation) + " From " + toText(setting.minimum) + " to "
                + toText(setting.maximum) + " (" + toText(value) + ")");
    }

    template <typename T, std::size_t count>
    void operator()(const Choice<T, count>& choice, T& value) const
    {
        std::string keys;
        for (const auto& option : choice.options) {
            keys += (keys.empty() ? "" : ", ") + std::string(option.key);
        }
        command
            .add_option_function<std::string>(
                optionFor(choice.text),
                [&choice, &value, keys](const std::string& text) {
                    const auto* const found = choice.find(text);
                    if (found == nullptr) {
                        throw CLI::ValidationError(
                            optionFor(choice.text), "“" + text + "” is not one of " + keys);
                    }
                    value = found->value;
                },
                std::string(choice.text.explanation) + " One of " + keys + " ("
                    + choice.keyOf(value) + ")")
            ->type_name("NAME");
    }

    void operator()(const SettingText& text, std::vector<int>& widths) const
    {
        command
            .add_option_function<std::string>(
                optionFor(text),
                [&widths](const std::string& list) {
                    const auto parsed = parseWidths(list);
                    if (!parsed) {
                        throw CLI::ValidationError(
                            "--hidden", "“" + list + "” is not a list of widths such as 50,50");
                    }
                    widths = *parsed;
                },
                std::string(text.explanation) + " Up to 8 widths of 1 to 4096, or none (50,50)")
            ->type_name("N,N,…");
    }

    void operator()(const SettingText& text, std::string& device) const
    {
        command
            .add_option(
                optionFor(text), device, std::string(text.explanation) + " (" + device + ")")
            ->type_name("NAME");
    }

    void operator()(const SettingText& text, std::vector<std::string>& names) const
    {
        command
            .add_option(optionFor(text), names,
                std::string(text.explanation) + " The names, separated by commas (all)")
            ->delimiter(',')
            ->type_name("NAME,…");
    }

    void operator()(const SettingText& text, std::vector<ImageFilter>& filters) const
    {
        std::string known;
        for (const FilterInfo& filter : filterTable()) {
            known.append(known.empty() ? "" : ", ").append(filter.key);
        }
        command
            .add_option_function<std::string>(
                optionFor(text),
                [&text, &filters](const std::string& list) {
                    const auto parsed = parseFilters(list);
                    if (!parsed) {
                        throw CLI::ValidationError(optionFor(text), parsed.error().detail);
                    }
                    filters = *parsed;
                },
                std::string(text.explanation) + " Of " + known
                    + ", each with an amount if it isn't the usual one: blur:1.5,threshold (none)")
            ->type_name("NAME:X,…");
    }

    void operator()(const SettingText& text, std::vector<ConvolutionBlock>& blocks) const
    {
        command
            .add_option_function<std::string>(
                optionFor(text),
                [&text, &blocks](const std::string& list) {
                    const auto parsed = parseBlocks(list);
                    if (!parsed) {
                        throw CLI::ValidationError(optionFor(text),
                            "“" + list + "” is not a list of blocks such as 16x5,32x5");
                    }
                    blocks = *parsed;
                },
                std::string(text.explanation)
                    + " A third number is the side of the squares, 2 unless it is given, and 1 for "
                      "no pooling: 16x5x1 (16x5,32x5)")
            ->type_name("NxN,…");
    }
};

const SettingText& textOf(const SettingText& text)
{
    return text;
}

template <typename AnySetting>
const SettingText& textOf(const AnySetting& setting)
{
    return setting.text;
}

/// Throws if the option was given but has no effect with that optimizer or network.
void refuseUnused(const CLI::App& command, const TrainingConfig& config, const SettingText& text)
{
    const std::string option = optionFor(text);
    if (command.count(option) == 0) {
        return;
    }
    const auto refuse = [&](const std::string& what) {
        throw CLI::ValidationError(option, what + " has no " + text.name + ".");
    };
    if (!usesSetting(config.optimizer, text.key)) {
        refuse(TrainingConfig::optimizerSetting.nameOf(config.optimizer));
    }
    if (!usesSetting(config.kind, text.key)) {
        refuse("A " + std::string(nounOf(config.kind)));
    }
}

CLI::Option* addPreset(CLI::App& command, TrainingConfig& config)
{
    std::string ids;
    for (const TrainingPreset& preset : trainingPresets()) {
        ids += (ids.empty() ? "" : ", ") + std::string(preset.id);
    }
    return command
        .add_option_function<std::string>(
            "--preset",
            [&config, ids](const std::string& id) {
                const TrainingPreset* preset = findPreset(id);
                if (preset == nullptr) {
                    throw CLI::ValidationError("--preset", "“" + id + "” is not one of " + ids);
                }
                config = preset->config;
            },
            "Recommended settings to start from: " + ids)
        ->type_name("NAME");
}

/// Returns the settings with which a model was trained. Errors: FileUnreadable, FileMalformed; also
/// if the file doesn't have them.
Result<TrainingConfig> settingsOf(const std::string& file)
{
    const Result<Model> model = readModel(file);
    if (!model) {
        return tl::unexpected(model.error());
    }
    if (model->provenance.configuration.empty()) {
        return failure(ErrorCode::FileMalformed,
            "“" + file
                + "” does not say with which settings it was trained, and its architecture alone "
                  "is not enough for --like.");
    }
    Result<TrainingConfig> config = parseTrainingConfig(model->provenance.configuration);
    if (!config) {
        return failure(ErrorCode::FileMalformed,
            "The settings in “" + file + "” cannot be used: " + config.error().detail);
    }
    return config;
}

void addLike(CLI::App& command, TrainingConfig& config, CLI::Option* preset)
{
    command
        .add_option_function<std::string>(
            "--like",
            [&config, preset](const std::string& file) {
                if (preset->count() > 0) {
                    throw CLI::ExcludesError("--like", "--preset"); // before the file is read
                }
                Result<TrainingConfig> recorded = settingsOf(file);
                if (!recorded) {
                    throw CLI::FileError(recorded.error().detail); // not an error of usage
                }
                recorded->device = config.device; // the machine's, not the recipe's
                config = *std::move(recorded);
            },
            "Start from the settings with which that model was trained, instead of a preset")
        ->type_name("FILE")
        ->excludes(preset);
}

} // namespace

void addTrainingOptions(CLI::App& command, TrainingConfig& config, bool& asksForDrawings)
{
    // Options take effect in the order in which they are added, so these two come first.
    addLike(command, config, addPreset(command, config));
    forEachSetting(config, OptionAdder{command});
    command.final_callback([&config, &command, &asksForDrawings] {
        asksForDrawings = command.count(optionFor(TrainingConfig::penDrawingsSetting.text)) > 0
            || command.count(optionFor(TrainingConfig::outliersSetting.text)) > 0;
        forEachSetting(config, [&](const auto& setting, const auto&) {
            refuseUnused(command, config, textOf(setting));
        });
        config = withoutUnusedSettings(config);
        if (const Result<void> valid = config.validate(); !valid) {
            throw CLI::ValidationError(valid.error().detail);
        }
    });
}

void addSweptOptions(CLI::App& command, SweepPlan& plan)
{
    const auto take = [&plan](const SettingText& text, const std::vector<std::string>& values) {
        const auto refuse = [&text](const Error& error) {
            throw CLI::ValidationError(optionFor(text), error.detail);
        };
        const Result<SweptSetting> swept = parseSwept(text.key, values);
        if (!swept) {
            refuse(swept.error());
        } else if (swept->isRange() || swept->values.size() > 1) {
            plan.settings.push_back(*swept);
        } else if (const auto set = setFromText(plan.base, text.key, values.front()); !set) {
            refuse(set.error());
        }
    };
    addPreset(command, plan.base); // takes effect first
    forEachSetting(plan.base, [&command, &take](const auto& setting, const auto&) {
        const SettingText& text = textOf(setting);
        command
            .add_option_function<std::vector<std::string>>(
                optionFor(text),
                [&text, take](const std::vector<std::string>& values) { take(text, values); },
                std::string(text.explanation))
            ->type_name("VALUE…");
    });
    command.final_callback([&command, &plan] {
        const auto isSwept = [&plan](const SettingText& text) {
            return std::ranges::find(plan.settings, text.key, &SweptSetting::key)
                != plan.settings.end();
        };
        if (isSwept(TrainingConfig::optimizerSetting.text)
            || isSwept(TrainingConfig::networkSetting.text)) {
            return; // some of the runs may use it
        }
        forEachSetting(plan.base, [&](const auto& setting, const auto&) {
            refuseUnused(command, plan.base, textOf(setting));
        });
    });
}

} // namespace numeral::cli
