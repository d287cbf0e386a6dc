// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/database.h"
#include "core/model/model.h"
#include "core/training/trainer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace numeral {

using RunId = std::int64_t;
using GroupId = std::int64_t;

/// What a run is listed by. Accuracies are fractions; unknown are those of a run without validation
/// or test.
struct HistoryRun {
    RunId id = 0;
    std::optional<GroupId> group;
    std::int64_t begun = 0; ///< seconds since 1970, UTC
    double seconds
        = 0; ///< duration, without pauses; of a run that isn't finished, up to its last epoch
    StopReason reason = StopReason::Unfinished;
    std::string name; ///< the user's; empty as a rule
    std::string note;
    std::string folder;
    bool isStarred = false;
    std::string data; ///< the data set's name
    std::string settings; ///< JSON object of those that differ from the defaults, but the seed
    std::int64_t seed = 0;
    std::string engine; ///< an engine's id
    std::string machine; ///< its host name
    int epochs = 0; ///< finished ones
    int bestEpoch = 0; ///< whose weights are kept; 0 if none was finished
    std::optional<double> bestLoss; ///< validation loss of the best epoch
    std::optional<double> bestAccuracy;
    std::optional<double> lastLoss; ///< of the last epoch
    std::optional<double> lastAccuracy;
    std::optional<double> testLoss;
    std::optional<double> testAccuracy;
    bool hasWeights = false;
};

/// Several runs that belong together, such as the same settings from several seeds.
struct HistoryGroup {
    GroupId id = 0;
    std::int64_t begun = 0; ///< seconds since 1970, UTC
    std::string title;
};

/// Keeps every run on disk as it goes: settings, data, curves, result and weights. Several threads
/// and programs may write at once, each with an object of its own. Not thread-safe. Errors:
/// FileUnreadable, FileNotWritten.
class RunHistory {
public:
    /// Opens the file, or makes it. Error: also FileUnreadable if a newer version of the program
    /// has written it.
    static Result<RunHistory> open(const std::filesystem::path& file);

    Result<GroupId> addGroup(const std::string& title);

    /// Adds a run that begins now. `config` is that with which it trains: see asTrained.
    Result<RunId> beginRun(
        const TrainingConfig& config, const Dataset& dataset, std::optional<GroupId> group = {});
    Result<void> addEpoch(RunId run, const EpochFigures& figures);
    /// Completes a run, with the model that it has made if it has learnt anything.
    Result<void> endRun(RunId run, const TrainingConfig& config, const Dataset& dataset,
        const TrainingResult& result);

    /// All runs that aren't deleted, the newest first.
    Result<std::vector<HistoryRun>> runs() const;
    Result<std::vector<HistoryGroup>> groups() const;

    /// The figures of a run's epochs, in order.
    Result<std::vector<EpochFigures>> epochs(RunId run) const;
    /// The whole configuration, as it was trained with.
    Result<TrainingConfig> config(RunId run) const;
    /// What provenanceJson told of the data set.
    Result<std::string> dataProvenance(RunId run) const;
    /// What the run has learnt. Error: also FileUnreadable if no weights are kept.
    Result<Model> model(RunId run) const;

    Result<void> setName(RunId run, const std::string& name);
    Result<void> setNote(RunId run, const std::string& note);
    Result<void> setFolder(RunId run, const std::string& folder);
    Result<void> setStarred(RunId run, bool isStarred);

    /// Deletes runs. They can be restored until `purge` is called.
    Result<void> remove(std::span<const RunId> runs);
    Result<void> restore(std::span<const RunId> runs);
    /// Deletes those of the runs for good that were removed and not restored, and groups without
    /// runs.
    Result<void> purge(std::span<const RunId> runs);

private:
    explicit RunHistory(Database database);

    Result<void> setText(const char* statement, RunId run, const std::string& text);
    Result<void> setRemoved(std::span<const RunId> runs, bool isRemoved);
    Result<std::string> textOf(const char* statement, RunId run) const;

    Database m_database;
};

/// The file that all programs of this user share: the one that NUMERAL_HISTORY names, or else
/// `runs.sqlite` in the program's data folder.
std::filesystem::path historyFile();

} // namespace numeral
