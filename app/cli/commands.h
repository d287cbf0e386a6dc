// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/catalogue.h"
#include "core/training/sweep.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// The terminal program's subcommands, one function each, called with the parsed arguments. Each
// prints its result on standard output; the caller prints errors.

namespace numeral::cli {

/// The same settings from several seeds.
struct RepeatArguments {
    int runs = 1;
    std::optional<int> jobs; ///< how many at once; else as many as there are cores
    bool ablates = false; ///< also without each setting that isn't plain
};

struct TrainArguments {
    DataRequest data;
    TrainingConfig config;
    bool asksForDrawings = false; ///< pen drawings or outliers were asked for by their own options
    std::optional<int> threads;
    std::optional<std::filesystem::path> output; ///< else a new file among the user's models
    std::optional<std::filesystem::path> predictions; ///< where to write those of unlabelled images
    RepeatArguments repeat;
    bool json = false;
};

struct InfoArguments {
    std::optional<std::filesystem::path> model; ///< else the built-in weights
    bool json = false;
};

struct VerifyArguments {
    std::optional<std::filesystem::path> model; ///< else the built-in weights
    DataRequest data;
};

struct EvaluateArguments {
    std::optional<std::filesystem::path> model; ///< else the built-in weights
    DataRequest data;
    std::optional<std::filesystem::path> mistakes; ///< where to write what is read wrong
    std::optional<std::filesystem::path> predictions; ///< where to write those of unlabelled images
    bool json = false;
};

struct ClassifyArguments {
    std::optional<std::filesystem::path> model;
    std::vector<std::filesystem::path> images; ///< or folders and archives; empty if `ink` is given
    std::optional<std::filesystem::path> ink; ///< read in place of pictures
    std::optional<std::filesystem::path> table; ///< CSV file to write; "-" for standard output
    bool json = false;
};

struct ExportArguments {
    std::optional<std::filesystem::path> model;
    std::string format;
    std::filesystem::path output;
};

struct AugmentArguments {
    DataRequest data;
    std::uint64_t copies = 0;
    std::uint64_t seed = 1;
    std::optional<int> threads; ///< else as many as there are processors
    std::filesystem::path output;
    bool json = false;
};

struct InkArguments {
    DataRequest data;
    std::optional<std::string> outliers; ///< "scribbles" or "letters", instead of a data set
    std::optional<std::string> habit; ///< a habit's name or "all", instead of a data set
    std::optional<std::string> classes; ///< "letters" or "balanced": classes of EMNIST's
    std::uint64_t count = 0;
    std::uint64_t seed = 1;
    std::filesystem::path output;
};

struct TeachArguments {
    std::optional<std::filesystem::path> model; ///< else the built-in weights
    DataRequest data; ///< data set to rehearse, so that it is not forgotten
    std::filesystem::path ink;
    std::filesystem::path output;
    EngineChoice engine = EngineChoice::Auto;
    bool json = false;
};

struct RunsArguments {
    std::optional<std::int64_t> group; ///< only its runs
    int limit = 20; ///< how many at most, the newest first
    std::optional<std::string> format; ///< a TableFormat's name
    bool json = false;
};

/// Trains many runs that differ in some settings.
struct SweepArguments {
    DataRequest data;
    SweepPlan plan;
    std::optional<double> minutes; ///< at most
    bool halves = false; ///< bad runs end early
    std::optional<int> jobs; ///< how many at once; else as many as there are cores
    bool json = false;
};

/// Tries learning rates.
struct FindRateArguments {
    DataRequest data;
    TrainingConfig config;
    bool asksForDrawings = false;
    bool json = false;
};

/// Trains networks from few to all images.
struct DataNeedArguments {
    DataRequest data;
    TrainingConfig config;
    bool asksForDrawings = false;
    int seeds = 5; ///< of each size
    std::optional<int> jobs; ///< how many at once; else as many as there are cores
    bool json = false;
};

/// Trains a kept run again, and compares.
struct RerunArguments {
    std::int64_t run = 0;
    DataRequest data;
    bool json = false;
};

/// Two groups of runs from the same seeds, by their numbers, or two models, by their files.
struct CompareArguments {
    std::string first;
    std::string second;
    DataRequest data; ///< that models are compared on
    std::optional<std::filesystem::path> table; ///< where to write what they disagree about
    bool json = false;
};

/// Shows or changes what is changed about a data set by hand. Images are named by index.
struct EditArguments {
    DataRequest data;
    bool ofTest = false;
    std::vector<std::uint32_t> leftOut;
    std::vector<std::pair<std::uint32_t, std::string>> labels;
    std::vector<std::uint32_t> restored;
    bool restoresAll = false;
    bool json = false;
};

struct FetchArguments {
    std::string name; ///< a data set's id; empty to list them
    std::optional<std::filesystem::path> from; ///< folder to take the files from, not mirrors
    bool json = false;
};

Result<void> runFindRate(const FindRateArguments& arguments);
Result<void> runDataNeed(const DataNeedArguments& arguments);
Result<void> runSweep(const SweepArguments& arguments);
Result<void> runTrain(const TrainArguments& arguments);
Result<void> runInfo(const InfoArguments& arguments);
Result<void> runVerify(const VerifyArguments& arguments);
Result<void> runEvaluate(const EvaluateArguments& arguments);
Result<void> runClassify(const ClassifyArguments& arguments);
Result<void> runExport(const ExportArguments& arguments);
Result<void> runAugment(const AugmentArguments& arguments);
Result<void> runInk(const InkArguments& arguments);
Result<void> runTeach(const TeachArguments& arguments);
Result<void> runFetch(const FetchArguments& arguments);
Result<void> runRuns(const RunsArguments& arguments);
Result<void> runCompare(const CompareArguments& arguments);
Result<void> runEdit(const EditArguments& arguments);
Result<void> runRerun(const RerunArguments& arguments);

} // namespace numeral::cli
