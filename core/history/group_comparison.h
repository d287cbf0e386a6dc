// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/statistics.h"
#include "core/history/run_history.h"

#include <map>
#include <vector>

namespace numeral {

/// The test accuracies of a group's whole runs, by seed.
struct GroupScores {
    std::string data; ///< what provenanceJson told of the data set
    std::map<std::int64_t, double> bySeed;
};

/// Of the runs in `runs` that are of the group. Errors: DataMissing if none of them is whole and
/// tested; ModelMismatch if they have different settings, as those of a sweep; and as of
/// RunHistory.
Result<GroupScores> scoresOf(
    const RunHistory& history, std::span<const HistoryRun> runs, GroupId group);

/// The scores of two groups, as kept now. Errors: those of `scoresOf`.
struct TwoGroups {
    std::vector<HistoryRun> runs; ///< all that are kept
    GroupScores first;
    GroupScores second;
};
Result<TwoGroups> twoGroups(const RunHistory& history, GroupId first, GroupId second);

/// Two groups that were trained from the same seeds.
struct GroupComparison {
    double firstMean = 0; ///< of the seeds that both have, as a fraction
    double secondMean = 0;
    PairedComparison pairs; ///< second − first
};

/// Compares test accuracies seed by seed. Errors: ModelMismatch if the two weren't tested on the
/// same images of the same data set (training images may be edited otherwise); DataMissing if they
/// have no seed in common.
Result<GroupComparison> compareGroups(const GroupScores& first, const GroupScores& second);

} // namespace numeral
