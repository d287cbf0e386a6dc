// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/sweep.h"

#include "core/base/json_text.h"
#include "core/base/number_text.h"
#include "core/base/small_random.h"
#include "core/base/uniform.h"
#include "core/training/setting_text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace numeral {

namespace {

constexpr std::size_t mostCombinations = 100'000;

/// Returns how many combinations of values there are, up to a bound; nothing if there are ranges.
std::optional<std::size_t> combinationsOf(const std::vector<SweptSetting>& settings)
{
    std::size_t count = 1;
    for (const SweptSetting& setting : settings) {
        if (setting.isRange()) {
            return std::nullopt;
        }
        count = std::min(count * setting.values.size(), mostCombinations + 1);
    }
    return count;
}

/// Returns the base with the values; nothing if that isn't valid.
std::optional<TrainingConfig> configWith(
    const SweepPlan& plan, const std::vector<std::string>& values)
{
    TrainingConfig config = plan.base;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!setFromText(config, plan.settings[i].key, values[i])) {
            return std::nullopt;
        }
    }
    config = withoutUnusedSettings(config);
    return config.validate() ? std::optional(config) : std::nullopt;
}

std::string drawnFrom(const SweptSetting& setting, SmallRandom& random)
{
    const double place = uniform(0, 1, random);
    if (!setting.isRange()) {
        const auto count = static_cast<double>(setting.values.size());
        return setting
            .values[std::min(static_cast<std::size_t>(place * count), setting.values.size() - 1)];
    }
    const double number = setting.isLogarithmic()
        ? setting.low * std::pow(setting.high / setting.low, place)
        : setting.low + (setting.high - setting.low) * place;
    if (setting.isWhole) {
        return std::to_string(std::llround(number));
    }
    constexpr int digits = 4; // more would only pretend to matter
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", digits, std::clamp(number, setting.low, setting.high));
    return text;
}

std::vector<std::string> combination(const std::vector<SweptSetting>& settings, std::size_t number)
{
    std::vector<std::string> values(settings.size());
    for (std::size_t i = settings.size(); i-- > 0;) {
        values[i] = settings[i].values[number % settings[i].values.size()];
        number /= settings[i].values.size();
    }
    return values;
}

/// Adds a configuration unless it is there: settings that others make useless don't tell it apart.
class Distinct {
public:
    /// Returns whether it is new.
    bool add(const SweepPlan& plan, const std::vector<std::string>& values)
    {
        if (!m_tried.insert(values).second) {
            return false;
        }
        const std::optional<TrainingConfig> config = configWith(plan, values);
        if (!config) {
            ++m_runs.invalid;
        } else if (m_known.insert(toJson(*config)).second) {
            m_runs.configs.push_back(*config);
            return true;
        }
        return false;
    }
    std::size_t size() const { return m_runs.configs.size(); }
    const SweepRuns& runs() const { return m_runs; }

private:
    std::set<std::vector<std::string>> m_tried;
    std::set<std::string> m_known;
    SweepRuns m_runs;
};

bool isUsed(const SweptSetting& setting, const std::vector<TrainingConfig>& configs)
{
    return std::ranges::any_of(configs, [&](const TrainingConfig& config) {
        return usesSetting(config.optimizer, setting.key) && usesSetting(config.kind, setting.key);
    });
}

Result<void> check(const SweepPlan& plan)
{
    if (plan.settings.empty()) {
        return failure(ErrorCode::InvalidSetting,
            "A sweep needs a setting with several values or a range, such as --learning-rate "
            "0.0003..0.003.");
    }
    if (plan.base.validationShare == 0) {
        return failure(ErrorCode::InvalidSetting,
            "A sweep compares runs by validation images: set a validation share above 0. Choosing "
            "by test images would make them useless as a test.");
    }
    for (const SweptSetting& setting : plan.settings) {
        if (setting.key == TrainingConfig::seedSetting.text.key
            || setting.key == TrainingConfig::validationShareSetting.text.key
            || setting.key == TrainingConfig::classesUsedText.key
            || setting.key == TrainingConfig::deviceText.key) {
            return failure(ErrorCode::InvalidSetting,
                "A sweep can't vary “" + setting.key
                    + "”: its runs are compared from the same seed, by the same validation "
                      "images.");
        }
        for (const std::string& value : setting.values) {
            TrainingConfig config;
            if (Result<void> set = setFromText(config, setting.key, value); !set) {
                return set;
            }
        }
    }
    return {};
}

} // namespace

bool SweptSetting::isLogarithmic() const
{
    constexpr double far = 4;
    return low > 0 && high / low >= far;
}

Result<SweptSetting> parseSwept(const std::string& key, const std::vector<std::string>& texts)
{
    SweptSetting setting{key, texts};
    const std::size_t dots = texts.size() == 1 ? texts[0].find("..") : std::string::npos;
    if (dots == std::string::npos) {
        std::ranges::sort(setting.values);
        const bool isRepeated = std::ranges::adjacent_find(setting.values) != setting.values.end();
        setting.values = texts;
        return isRepeated ? Result<SweptSetting>(failure(ErrorCode::InvalidSetting,
                   "The setting “" + key + "” has the same value twice."))
                          : setting;
    }
    const std::optional<NumberRange> range = numbersOf(key);
    const auto low = parseReal(std::string_view(texts[0]).substr(0, dots));
    const auto high = parseReal(std::string_view(texts[0]).substr(dots + 2));
    if (!range || !low || !high || *low >= *high || *low < range->minimum
        || *high > range->maximum) {
        return failure(ErrorCode::InvalidSetting,
            "“" + texts[0] + "” is no range of the setting “" + key + "”"
                + (range ? ": it lies between " + shortText(range->minimum) + " and "
                            + shortText(range->maximum) + ", the smaller end first."
                         : ", which takes no single number."));
    }
    setting.values.clear();
    setting.low = *low;
    setting.high = *high;
    setting.isWhole = range->isWhole;
    return setting;
}

Result<SweepRuns> sweepConfigs(const SweepPlan& plan)
{
    if (const Result<void> checked = check(plan); !checked) {
        return tl::unexpected(checked.error());
    }
    const std::optional<std::size_t> combinations = combinationsOf(plan.settings);
    if (!plan.runs && !combinations) {
        return failure(
            ErrorCode::InvalidSetting, "A sweep over a range needs a number of runs to draw.");
    }
    if (!plan.runs && *combinations > mostCombinations) {
        return failure(ErrorCode::InvalidSetting,
            "There are more than 100,000 combinations: give a number of runs to draw.");
    }
    const std::size_t wanted = plan.runs ? static_cast<std::size_t>(*plan.runs) : *combinations;
    Distinct found;
    if (combinations && *combinations <= wanted) {
        for (std::size_t i = 0; i < *combinations; ++i) {
            found.add(plan, combination(plan.settings, i));
        }
    } else {
        constexpr int mostInVain = 500; // draws that bring nothing new
        int inVain = 0;
        for (std::size_t i = 0; inVain < mostInVain && found.size() < wanted; ++i) {
            SmallRandom random(static_cast<std::uint64_t>(plan.base.seed), RandomStream::Sweep, i);
            std::vector<std::string> values;
            for (const SweptSetting& setting : plan.settings) {
                values.push_back(drawnFrom(setting, random));
            }
            inVain = found.add(plan, values) ? 0 : inVain + 1;
        }
    }
    if (found.size() == 0) {
        return failure(ErrorCode::InvalidSetting,
            "None of the combinations is valid: some of these settings exclude each other.");
    }
    for (const SweptSetting& setting : plan.settings) {
        if (!isUsed(setting, found.runs().configs)) {
            return failure(ErrorCode::InvalidSetting,
                "The setting “" + setting.key
                    + "” has no effect here: the optimizer or the network "
                      "doesn't use it.");
        }
    }
    return found.runs();
}

std::string identityOf(const SweepPlan& plan)
{
    nlohmann::ordered_json json = parseOrderedJson(toJson(withoutUnusedSettings(plan.base)));
    json.erase(TrainingConfig::deviceText.key); // each machine may have its own
    for (const SweptSetting& setting : plan.settings) {
        json.erase(setting.key); // whatever the form had
        json["swept"][setting.key] = setting.isRange()
            ? nlohmann::ordered_json{{"low", setting.low}, {"high", setting.high}}
            : nlohmann::ordered_json(setting.values);
    }
    return jsonText(json);
}

} // namespace numeral
