// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/group_comparison.h"

#include <utility>
#include <vector>

namespace numeral {

Result<GroupScores> scoresOf(
    const RunHistory& history, std::span<const HistoryRun> runs, GroupId group)
{
    GroupScores scores;
    const HistoryRun* any = nullptr;
    for (const HistoryRun& run : runs) {
        if (run.group != group || !isWhole(run.reason) || !run.testAccuracy) {
            continue;
        }
        if (any != nullptr && any->settings != run.settings) {
            return failure(ErrorCode::ModelMismatch,
                "Group " + std::to_string(group)
                    + " has runs of different settings, such as those of a sweep. Only groups of "
                      "the same settings from several seeds can be compared.");
        }
        any = &run;
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
            "Group " + std::to_string(group) + " has no finished runs with a test accuracy.");
    }
    return scores;
}

Result<TwoGroups> twoGroups(const RunHistory& history, GroupId first, GroupId second)
{
    Result<std::vector<HistoryRun>> runs = history.runs();
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    Result<GroupScores> a = scoresOf(history, *runs, first);
    Result<GroupScores> b = scoresOf(history, *runs, second);
    if (!a || !b) {
        return tl::unexpected(a ? b.error() : a.error());
    }
    return TwoGroups{std::move(*runs), std::move(*a), std::move(*b)};
}

Result<GroupComparison> compareGroups(const GroupScores& first, const GroupScores& second)
{
    if (testProvenance(first.data) != testProvenance(second.data)) {
        return failure(ErrorCode::ModelMismatch,
            "The two groups were not tested on the same images, so that they can't be compared.");
    }
    std::vector<double> a;
    std::vector<double> b;
    for (const auto& [seed, accuracy] : first.bySeed) {
        if (const auto other = second.bySeed.find(seed); other != second.bySeed.end()) {
            a.push_back(accuracy);
            b.push_back(other->second);
        }
    }
    if (a.empty()) {
        return failure(ErrorCode::DataMissing,
            "The two groups have no seed in common: repeat one with the seeds of the other.");
    }
    return GroupComparison{meanEstimate(a).mean, meanEstimate(b).mean, comparePairs(a, b)};
}

} // namespace numeral
