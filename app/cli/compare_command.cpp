// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/compare_models.h"
#include "app/cli/json_line.h"
#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/history/group_comparison.h"

#include <cmath>
#include <cstdio>

namespace numeral::cli {

namespace {

void printVerdict(const PairedComparison& comparison)
{
    const double points = 100 * comparison.mean;
    const double half = 100 * comparison.halfWidth;
    if (comparison.isDecided) {
        std::printf("B is %s than A by %.2f ± %.2f points (99%% interval), in %zu of %s\n",
            points > 0 ? "better" : "worse", std::abs(points), half,
            points > 0 ? comparison.higher : comparison.lower,
            counted(comparison.pairs, "pair").c_str());
        return;
    }
    if (comparison.higher + comparison.lower == 0) {
        std::printf(
            "No difference can be seen: %s of equals\n", counted(comparison.pairs, "pair").c_str());
        return;
    }
    std::printf("No difference can be seen: B − A is %.2f", points);
    if (std::isfinite(half)) {
        std::printf(" ± %.2f", half);
    }
    std::printf(" points (99%% interval, %s)", counted(comparison.pairs, "pair").c_str());
    if (comparison.pairsNeeded) {
        std::printf("; about %s would decide\n",
            counted(*comparison.pairsNeeded - comparison.pairs, "more seed").c_str());
    } else {
        std::printf("; no number of seeds that anybody trains would decide\n");
    }
}

void printJson(const PairedComparison& comparison)
{
    nlohmann::ordered_json line{{"event", "comparison"}, {"pairs", comparison.pairs},
        {"b_better", comparison.higher}, {"b_worse", comparison.lower},
        {"difference", comparison.mean}, {"interval_half_width", nullptr},
        {"decided", comparison.isDecided}, {"pairs_needed", nullptr}};
    if (std::isfinite(comparison.halfWidth)) {
        line["interval_half_width"] = comparison.halfWidth;
    }
    if (comparison.pairsNeeded) {
        line["pairs_needed"] = *comparison.pairsNeeded;
    }
    printJsonLine(line);
}

Result<void> compareGroups(GroupId first, GroupId second, bool json)
{
    if (first == second) {
        return failure(ErrorCode::InvalidSetting, "A group can’t be compared with itself.");
    }
    const Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    const Result<TwoGroups> groups = twoGroups(*history, first, second);
    if (!groups) {
        return tl::unexpected(groups.error());
    }
    const Result<GroupComparison> comparison
        = numeral::compareGroups(groups->first, groups->second);
    if (!comparison) {
        return tl::unexpected(comparison.error());
    }
    if (json) {
        printJson(comparison->pairs);
        return {};
    }
    std::printf("Test accuracy on the same %s: A %.2f%%, B %.2f%%\n",
        counted(comparison->pairs.pairs, "seed").c_str(), 100 * comparison->firstMean,
        100 * comparison->secondMean);
    printVerdict(comparison->pairs);
    return {};
}

} // namespace

Result<void> runCompare(const CompareArguments& arguments)
{
    const std::optional<std::int64_t> a = parseWhole(arguments.first);
    const std::optional<std::int64_t> b = parseWhole(arguments.second);
    if (a.has_value() != b.has_value()) {
        return failure(ErrorCode::InvalidSetting,
            "A group of runs can only be compared with another group, and a model with a model.");
    }
    return a ? compareGroups(*a, *b, arguments.json) : compareModels(arguments);
}

} // namespace numeral::cli
