// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "core/base/counted.h"
#include "core/evaluation/statistics.h"
#include "core/history/run_history.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <vector>

namespace numeral::cli {

namespace {

/// What a comparison needs of a group: the test accuracy for each seed.
struct GroupScores {
    std::string data; ///< what provenanceJson tells
    std::map<std::int64_t, double> bySeed;
};

Result<GroupScores> scoresOf(
    const RunHistory& history, const std::vector<HistoryRun>& runs, GroupId group)
{
    GroupScores scores;
    for (const HistoryRun& run : runs) {
        if (run.group != group || !isWhole(run.reason) || !run.testAccuracy) {
            continue;
        }
        if (scores.data.empty()) {
            const Result<std::string> data = history.dataProvenance(run.id);
            if (!data) {
                return tl::unexpected(data.error());
            }
            scores.data = *data;
        }
        scores.bySeed[run.seed] = *run.testAccuracy;
    }
    if (scores.bySeed.empty()) {
        return failure(ErrorCode::DataMissing,
            "Group " + std::to_string(group)
                + " has no finished runs with a test accuracy; “numeral-cli runs” lists groups.");
    }
    return scores;
}

struct Pairs {
    std::vector<double> first;
    std::vector<double> second;
};

/// The scores of the seeds that both have.
Pairs pairsOf(const GroupScores& first, const GroupScores& second)
{
    Pairs pairs;
    for (const auto& [seed, accuracy] : first.bySeed) {
        if (const auto other = second.bySeed.find(seed); other != second.bySeed.end()) {
            pairs.first.push_back(accuracy);
            pairs.second.push_back(other->second);
        }
    }
    return pairs;
}

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
        std::printf(
            "; about %zu more seeds would decide\n", *comparison.pairsNeeded - comparison.pairs);
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

} // namespace

Result<void> runCompare(const CompareArguments& arguments)
{
    const Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    const Result<std::vector<HistoryRun>> runs = history->runs();
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    const Result<GroupScores> first = scoresOf(*history, *runs, arguments.first);
    const Result<GroupScores> second = scoresOf(*history, *runs, arguments.second);
    if (!first || !second) {
        return tl::unexpected(first ? second.error() : first.error());
    }
    if (first->data != second->data) {
        return failure(ErrorCode::ModelMismatch,
            "The two groups were not trained and tested on the same images, so that nothing can be "
            "said of their settings.");
    }
    const Pairs pairs = pairsOf(*first, *second);
    if (pairs.first.empty()) {
        return failure(ErrorCode::DataMissing,
            "The two groups have no seed in common: repeat one with the seeds of the other.");
    }
    const PairedComparison comparison = comparePairs(pairs.first, pairs.second);
    if (arguments.json) {
        printJson(comparison);
        return {};
    }
    std::printf("Test accuracy on the same %s: A %.2f%%, B %.2f%%\n",
        counted(comparison.pairs, "seed").c_str(), 100 * meanEstimate(pairs.first).mean,
        100 * meanEstimate(pairs.second).mean);
    printVerdict(comparison);
    return {};
}

} // namespace numeral::cli
