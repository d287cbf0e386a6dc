// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/past_runs.h"

#include "core/base/json_text.h"
#include "core/base/median.h"
#include "core/platform/atomic_file.h"
#include "core/platform/paths.h"

#include <cmath>
#include <deque>
#include <fstream>
#include <vector>

namespace numeral {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t keptRuns = 300;
constexpr std::size_t comparedRuns = 5;

/// What two runs have in common that take about as long.
Json kindOf(TrainingConfig config, const Dataset& dataset)
{
    config.seed = TrainingConfig::seedSetting.defaultValue;
    return {{"settings", parseOrderedJson(toJson(withoutUnusedSettings(config)))},
        {"images", dataset.training.size()}, {"pixels", dataset.training.shape().pixels()},
        {"data", dataset.name}};
}

/// The recorded runs, latest last; lines that are none are left out.
std::deque<Json> readRuns(const std::filesystem::path& file)
{
    std::deque<Json> runs;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        Json run = parseOrderedJson(line);
        if (run.is_object() && run.contains("kind")
            && run.value("epochs", Json()).is_number_integer()
            && run.value("seconds", Json()).is_number()) {
            runs.push_back(std::move(run));
        }
    }
    return runs;
}

} // namespace

std::filesystem::path pastRunsFile()
{
    return platform::dataHome() / "runs.ndjson";
}

Result<void> recordRun(const std::filesystem::path& file, const TrainingConfig& config,
    const Dataset& dataset, const TrainingResult& result)
{
    if (result.reason != StopReason::EarlyStopping && result.reason != StopReason::Epochs) {
        return {};
    }
    std::deque<Json> runs = readRuns(file);
    runs.push_back({{"kind", kindOf(config, dataset)}, {"epochs", result.epochs},
        {"seconds", result.seconds}});
    while (runs.size() > keptRuns) {
        runs.pop_front();
    }
    const auto target = platform::AtomicFile::create(file);
    if (!target) {
        return tl::unexpected(target.error());
    }
    for (const Json& run : runs) {
        const std::string line = jsonText(run) + '\n';
        if (Result<void> written = (*target)->write(line); !written) {
            return written;
        }
    }
    return (*target)->commit();
}

std::optional<UsualRun> usualRun(
    const std::filesystem::path& file, const TrainingConfig& config, const Dataset& dataset)
{
    const Json kind = parseOrderedJson(jsonText(kindOf(config, dataset)));
    std::vector<double> epochs;
    std::vector<double> seconds;
    const std::deque<Json> runs = readRuns(file);
    for (auto run = runs.rbegin(); run != runs.rend() && epochs.size() < comparedRuns; ++run) {
        if (run->at("kind") == kind) {
            epochs.push_back(run->at("epochs").get<double>());
            seconds.push_back(run->at("seconds").get<double>());
        }
    }
    if (epochs.empty()) {
        return std::nullopt;
    }
    return UsualRun{static_cast<int>(std::lround(median(epochs))), median(seconds)};
}

} // namespace numeral
