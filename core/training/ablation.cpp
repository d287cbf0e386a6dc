// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ablation.h"

#include "core/base/json_text.h"

#include <algorithm>
#include <array>

namespace numeral {

std::vector<Ablation> ablationsOf(const TrainingConfig& config)
{
    const std::array<std::string, 5> noOptions{TrainingConfig::seedSetting.text.key,
        TrainingConfig::epochsSetting.text.key, TrainingConfig::patienceSetting.text.key,
        TrainingConfig::engineSetting.text.key, TrainingConfig::deviceText.key};
    const TrainingConfig used = withoutUnusedSettings(config);
    const auto settings = parseOrderedJson(toJson(used));
    const auto plain = parseOrderedJson(toJson(TrainingConfig()));
    std::vector<Ablation> ablations;
    for (const auto& [key, value] : settings.items()) {
        if (value == plain[key] || std::ranges::find(noOptions, key) != noOptions.end()) {
            continue;
        }
        auto changed = settings;
        changed[key] = plain[key];
        const Result<TrainingConfig> without = parseTrainingConfig(jsonText(changed));
        if (without && without->validate()) {
            ablations.push_back(
                {key, jsonText(value), jsonText(plain[key]), withoutUnusedSettings(*without)});
        }
    }
    return ablations;
}

} // namespace numeral
