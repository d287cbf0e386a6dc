// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/history/run_table.h"
#include "core/platform/clock.h"

#include <algorithm>
#include <cstdio>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

void printJson(const HistoryRun& run)
{
    printJsonLine({{"run", run.id}, {"group", orNull(run.group)}, {"begun", run.begun},
        {"seconds", run.seconds}, {"reason", reasonName(run.reason)}, {"name", run.name},
        {"note", run.note}, {"folder", run.folder}, {"starred", run.isStarred}, {"data", run.data},
        {"settings", parseOrderedJson(run.settings)}, {"seed", run.seed}, {"engine", run.engine},
        {"machine", run.machine}, {"epochs", run.epochs}, {"best_epoch", run.bestEpoch},
        {"best_validation_loss", orNull(run.bestLoss)},
        {"best_validation_accuracy", orNull(run.bestAccuracy)},
        {"last_validation_loss", orNull(run.lastLoss)},
        {"last_validation_accuracy", orNull(run.lastAccuracy)}, {"test_loss", orNull(run.testLoss)},
        {"test_accuracy", orNull(run.testAccuracy)}});
}

std::string percent(const std::optional<double>& share)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.2f%%", 100 * share.value_or(0));
    return share ? text : "–";
}

/// Pads text to so many characters, which may take several bytes each.
std::string padded(std::string text, std::size_t width)
{
    const auto characters = static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
    return text.append(width - std::min(width, characters), ' ');
}

/// "hidden_layers [512,512], epochs 20", or "defaults".
std::string settingsText(const HistoryRun& run)
{
    std::string text;
    const Json settings = parseOrderedJson(run.settings);
    for (const auto& [key, value] : settings.items()) {
        text.append(text.empty() ? "" : ", ").append(key).append(" ");
        text.append(value.is_string() ? value.get<std::string>() : jsonText(value));
    }
    return text.empty() ? "defaults" : printable(text);
}

void printRow(const HistoryRun& run, std::size_t dataWidth)
{
    const std::string row = padded(std::to_string(run.id), 6)
        + padded(run.group ? std::to_string(*run.group) : "", 7)
        + padded(platform::localTime(run.begun), 18) + padded(printable(run.data), dataWidth)
        + padded(percent(run.bestAccuracy), 12) + padded(percent(run.testAccuracy), 9)
        + padded(std::to_string(run.epochs), 8) + padded(std::to_string(run.seed), 7)
        + settingsText(run);
    std::printf("%s%s\n", row.c_str(),
        run.reason == StopReason::Unfinished     ? " (unfinished)"
            : run.reason == StopReason::Stopped  ? " (stopped)"
            : run.reason == StopReason::Pruned   ? " (pruned)"
            : run.reason == StopReason::Diverged ? " (diverged)"
                                                 : "");
}

} // namespace

Result<void> runRuns(const RunsArguments& arguments)
{
    const Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    Result<std::vector<HistoryRun>> runs = history->runs();
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    if (arguments.group) {
        std::erase_if(*runs, [&](const HistoryRun& run) { return run.group != *arguments.group; });
        if (runs->empty()) {
            return failure(ErrorCode::DataMissing,
                "There is no group " + std::to_string(*arguments.group) + " with runs.");
        }
    }
    const std::size_t all = runs->size();
    runs->resize(std::min(all, static_cast<std::size_t>(arguments.limit)));
    if (arguments.json) {
        std::ranges::for_each(*runs, printJson);
        return {};
    }
    if (arguments.format) {
        std::printf("%s", findTableFormat(*arguments.format)->write(runTable(*runs)).c_str());
        return {};
    }
    if (all == 0) {
        std::printf("No runs are kept yet.\n");
        return {};
    }
    std::size_t dataWidth = 16;
    for (const HistoryRun& run : *runs) {
        dataWidth = std::max(dataWidth, printable(run.data).size() + 2);
    }
    std::printf("Run   Group  Begun             %sValidation  Test     Epochs  Seed   "
                "Settings that differ from the defaults\n",
        padded("Data", dataWidth).c_str());
    for (const HistoryRun& run : *runs) {
        printRow(run, dataWidth);
    }
    if (all > runs->size()) {
        std::printf("%zu more: --limit %zu shows all.\n", all - runs->size(), all);
    }
    return {};
}

} // namespace numeral::cli
