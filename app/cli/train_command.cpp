// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ablate_command.h"
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/model_keeper.h"
#include "app/cli/predictions.h"
#include "app/cli/printable.h"
#include "app/cli/progress.h"
#include "app/cli/repeat_command.h"
#include "app/cli/save_model.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/base/listed.h"
#include "core/data/catalogue.h"
#include "core/data/seen_dataset.h"
#include "core/engine/worker_place.h"
#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"
#include "core/history/run_recorder.h"
#include "core/platform/interrupt.h"
#include "core/training/run_estimate.h"
#include "core/training/run_group.h"
#include "core/training/run_setup.h"
#include "core/training/trainer.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace numeral::cli {

namespace {

const char* explain(StopReason reason)
{
    switch (reason) {
    case StopReason::EarlyStopping:
        return "stopped early, as validation no longer improved";
    case StopReason::Epochs:
        return "all epochs are done";
    case StopReason::Stopped:
        return "stopped on request";
    case StopReason::Diverged:
        return "stopped, as the loss was no longer finite";
    case StopReason::Pruned:
    case StopReason::Unfinished:
        break; // no run ends like that
    }
    return "";
}

/// `file` is null if nothing was written.
void printDone(const TrainingResult& result, const nlohmann::ordered_json& file)
{
    nlohmann::ordered_json line{{"event", "done"}};
    line.update(parseOrderedJson(toJson(result)));
    line["seconds"] = result.seconds;
    line["file"] = file;
    printJsonLine(line);
}

void printResult(const TrainingResult& result, const std::filesystem::path& file)
{
    if (result.test.images > 0) {
        const Interval interval = accuracyInterval(result.test);
        std::printf("Test accuracy %.2f%% (95%% interval %.2f to %.2f%%), test loss %.4f: ",
            100.0 * result.test.accuracy, 100.0 * interval.low, 100.0 * interval.high,
            result.test.loss);
    } else {
        std::printf("Not tested, for there are no test images: ");
    }
    std::printf("weights of epoch %d of %d, %s, %.1f s\n", result.bestEpoch, result.epochs,
        explain(result.reason), result.seconds);
    std::printf("The weights are in %s\n", file.c_str());
}

/// The output file of the weights: the requested one, or a new one among the user's models. The
/// latter has a provisional name until the end of the run; the destructor removes it if it is still
/// empty.
class Target {
public:
    static Result<std::unique_ptr<Target>> choose(
        const TrainArguments& arguments, const std::string& datasetName)
    {
        const Result<std::filesystem::path> file
            = arguments.output ? *arguments.output : reserveRunFile(datasetName);
        if (!file) {
            return tl::unexpected(file.error());
        }
        auto target = std::make_unique<Target>(*file, !arguments.output);
        // Fail now if the file can't be written, not after hours of training.
        if (const auto writable = platform::AtomicFile::create(*file); !writable) {
            return tl::unexpected(writable.error());
        }
        return target;
    }

    Target(std::filesystem::path file, bool reserved)
        : m_file(std::move(file))
        , m_reserved(reserved)
    {
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    ~Target()
    {
        if (m_reserved) {
            releaseModelFile(m_file);
        }
    }

    const std::filesystem::path& file() const { return m_file; }

    /// Writes the trained model and returns its file. If the requested file can no longer be
    /// written, writes it to a new one among the user's models, which the error names.
    Result<std::filesystem::path> save(const Model& model) const
    {
        return m_reserved ? saveReserved(model)
                          : saveModel(model, m_file).map([this] { return m_file; });
    }

private:
    Result<std::filesystem::path> saveReserved(const Model& model) const
    {
        Result<std::filesystem::path> named = saveInModelFolder(model);
        if (!named) {
            return exportModel(model, modelFormat(), m_file).map([this] { return m_file; });
        }
        std::error_code error; // a file that is left behind does no harm
        std::filesystem::remove(m_file, error);
        return named;
    }

    std::filesystem::path m_file;
    bool m_reserved;
};

std::string epochs(int number)
{
    return counted(static_cast<std::uint64_t>(number), "epoch");
}

std::string duration(double seconds)
{
    constexpr double minute = 60;
    char text[32];
    if (seconds < minute) {
        std::snprintf(text, sizeof text, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    } else {
        std::snprintf(text, sizeof text, "%.1f min", seconds / minute);
    }
    return text;
}

/// Returns " Loaded in 0.71 s." and what else is to be said, or nothing if the engine needn't be
/// loaded.
std::string loadedIn(const EngineInfo& engine)
{
    const std::optional<double> seconds = engine.loadSeconds();
    std::string text = seconds ? " Loaded in " + duration(*seconds) + "." : "";
    if (const std::string_view remark = engine.remark(); !remark.empty()) {
        text.append(" ").append(remark);
    }
    return text;
}

/// Returns the settings of the run. What only a preset or another model asks for is left out where
/// the data have no use for it; what the user asks for is refused by the run.
TrainingConfig fittedConfig(const TrainArguments& arguments, const Dataset& dataset,
    const std::shared_ptr<WorkerGroup>& workers)
{
    TrainingConfig config = asTrained(arguments.config, dataset, workers);
    if (arguments.asksForDrawings) {
        config.penDrawings = arguments.config.penDrawings;
        config.outliers = arguments.config.outliers;
    }
    return config;
}

/// Says what is different on purpose about the images of a run, if anything is.
void printSelection(const TrainingConfig& config)
{
    std::vector<std::string> parts;
    if (!config.classesUsed.empty()) {
        parts.push_back("only the classes " + listed(config.classesUsed));
    }
    if (config.trainingImages > 0) {
        parts.push_back("at most " + std::to_string(config.trainingImages) + " training images");
    }
    if (config.labelNoise > 0) {
        parts.push_back(toText(100 * config.labelNoise) + "% of their labels wrong");
    }
    if (config.imbalance > 1) {
        parts.push_back(
            toText(config.imbalance) + " times as many of the first class as of the last");
    }
    if (!config.filters.empty()) {
        parts.push_back("filtered by " + toText(config.filters));
    }
    if (!parts.empty()) {
        std::printf("Images: %s\n", printable(listed(parts)).c_str());
    }
}

/// Prints an estimate of how long the run will take and where the time goes.
Result<void> printEstimate(const TrainingConfig& config, std::optional<int> threads,
    const Dataset& dataset, const EngineFactory& engine, const RunControl& control)
{
    const auto estimated = estimateRun(
        config, dataset, threads, engine, [&control] { return !control.stopRequested(); });
    if (!estimated) {
        return tl::unexpected(estimated.error());
    }
    if (*estimated && (*estimated)->epoch() > 0) {
        const RunEstimate& estimate = **estimated;
        const double percent = 100.0 / estimate.epoch();
        const bool mayStopEarly = config.patience > 0 && config.validationShare > 0;
        const auto usual = usualRun(pastRunsFile(), config, dataset);
        if (usual) {
            std::printf("Usually about %s, %s. ", epochs(usual->epochs).c_str(),
                duration(usual->seconds).c_str());
        }
        std::printf("%s %s: %s of %s, of which training %.0f%%", mayStopEarly ? "At most" : "About",
            duration(estimate.total()).c_str(), epochs(estimate.epochs).c_str(),
            duration(estimate.epoch()).c_str(), percent * estimate.training);
        if (estimate.augmenting > 0) {
            std::printf(", augmentation %.0f%%", percent * estimate.augmenting);
        }
        std::printf(", validation %.0f%%\n", percent * estimate.validating);
        std::fflush(stdout);
    }
    return {};
}

/// Joins the processes that train together, if torchrun's environment names any.
Result<std::shared_ptr<WorkerGroup>> joinTorchrun(bool json, const RunControl& control)
{
    const Result<std::optional<WorkerPlace>> place
        = workerPlaceFrom([](const char* name) { return std::getenv(name); });
    if (!place) {
        return tl::unexpected(place.error());
    }
    if (!*place) {
        return std::shared_ptr<WorkerGroup>();
    }
    if (!json) {
        std::printf("Waiting at %s:%d for the other %d of %d processes\n",
            (*place)->address.c_str(), (*place)->port, (*place)->size - 1, (*place)->size);
        std::fflush(stdout);
    }
    return joinWorkers(**place, [&control] { return !control.stopRequested(); });
}

/// Trains as one of several processes but the first, which alone prints and writes.
Result<void> trainSilently(const TrainArguments& arguments, const Dataset& dataset,
    const EngineFactory& engine, const std::shared_ptr<WorkerGroup>& workers, RunControl& control)
{
    TrainingObserver nobody;
    const Result<TrainingResult> result = train(fittedConfig(arguments, dataset, workers), dataset,
        arguments.threads, engine, nobody, control, workers);
    return result ? Result<void>() : tl::unexpected(result.error());
}

std::unique_ptr<TrainingObserver> makeReport(bool json)
{
    if (json) {
        return std::make_unique<JsonReport>();
    }
    return std::make_unique<ProgressReport>();
}

} // namespace

Result<void> runTrain(const TrainArguments& arguments)
{
    const std::vector<Ablation> ablations
        = arguments.repeat.ablates ? ablationsOf(arguments.config) : std::vector<Ablation>();
    if (arguments.repeat.ablates && ablations.empty()) {
        return failure(ErrorCode::InvalidSetting,
            "There is nothing to leave out: all settings are plain. Name one, such as --dropout "
            "0.2.");
    }
    GroupControl all(static_cast<std::size_t>(arguments.repeat.runs) * (1 + ablations.size()));
    RunControl& control = all.run(0);
    const platform::InterruptWatcher watcher([&all] { all.stop(); });

    const Result<Dataset> dataset = openData(arguments.data, arguments.json);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    if (arguments.predictions) {
        if (Result<void> checked = checkHasUnlabelled(*dataset); !checked) {
            return checked;
        }
    }
    if (!ablations.empty()) {
        return runAblation(fittedConfig(arguments, *dataset, {}), ablations, *dataset,
            arguments.repeat, all, arguments.json);
    }
    if (arguments.repeat.runs > 1) {
        return runRepeats(
            fittedConfig(arguments, *dataset, {}), *dataset, arguments.repeat, all, arguments.json);
    }
    const auto joined = joinTorchrun(arguments.json, control);
    if (!joined) {
        return tl::unexpected(joined.error());
    }
    const std::shared_ptr<WorkerGroup>& workers = *joined;
    const Result<ChosenEngine> chosen = chosenEngine(arguments.config, *dataset, workers);
    if (!chosen) {
        return tl::unexpected(chosen.error());
    }
    const Result<EngineFactory> engine = chosen->info->load();
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    if (workers && workers->rank() > 0) {
        return trainSilently(arguments, *dataset, *engine, workers, control);
    }
    const auto target = Target::choose(arguments, dataset->name);
    if (!target) {
        return tl::unexpected(target.error());
    }
    const std::filesystem::path& file = (*target)->file();

    const TrainingConfig config = fittedConfig(arguments, *dataset, workers);
    if (!arguments.json) {
        if (config.penDrawings < arguments.config.penDrawings
            || config.outliers < arguments.config.outliers) {
            std::printf("%s left out: “%s” has images of another kind.\n",
                config.outliers < arguments.config.outliers ? "Pen drawings and outliers are"
                                                            : "Pen drawings are",
                printable(dataset->name).c_str());
        }
        printSelection(config);
        std::printf("Engine: %s%s\n", chosen->reason.c_str(), loadedIn(*chosen->info).c_str());
        if (workers) {
            std::printf("Training in %d processes, of which this is the first\n", workers->size());
        } else if (Result<void> printed
                   = printEstimate(config, arguments.threads, *dataset, *engine, control);
                   !printed) {
            return printed;
        }
    }
    auto report = makeReport(arguments.json);
    ModelKeeper keeper(*report, *dataset, config, file);
    RunRecorder recorder(historyFile(), *dataset, keeper);
    const Result<TrainingResult> result
        = train(config, *dataset, arguments.threads, *engine, recorder, control, workers);
    recorder.end(result);
    report.reset();
    if (recorder.fault()) {
        std::fprintf(
            stderr, "This run is not kept among your runs: %s\n", recorder.fault()->detail.c_str());
    }
    if (!result) {
        const std::string kept = keeper.keepBest()
            ? " The best weights so far are in " + file.string() + "."
            : std::string();
        return failure(result.error().code, result.error().detail + kept);
    }
    if (!arguments.threads && !workers) {
        // Not worth an error: only estimates use it.
        static_cast<void>(recordRun(pastRunsFile(), config, *dataset, *result));
    }
    if (!result->hasLearnt()) {
        if (arguments.json) {
            printDone(*result, nullptr);
        }
        return failure(ErrorCode::EngineFailed,
            result->explanation.empty()
                ? "Stopped before anything was learnt, so nothing was written."
                : result->explanation + " Nothing was written.");
    }
    const Model model = trainedModel(*dataset, config, *result);
    const Result<std::filesystem::path> saved = (*target)->save(model);
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    if (arguments.json) {
        printDone(*result, saved->string());
    } else {
        printResult(*result, *saved);
    }
    if (arguments.predictions) {
        const Result<Dataset> seen = datasetFor(model, *dataset);
        const Result<void> written = seen ? writePredictions(model, *seen, *arguments.predictions)
                                          : tl::unexpected(seen.error());
        if (!written) {
            return written;
        }
    }
    if (result->reason == StopReason::Diverged) {
        return failure(ErrorCode::EngineFailed, result->explanation);
    }
    return {};
}

} // namespace numeral::cli
