// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress.h"
#include "core/data/catalogue.h"
#include "core/engine/engine_loader.h"
#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"
#include "core/platform/interrupt.h"
#include "core/training/trainer.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace numeral::cli {

namespace {

const char* explain(StopReason reason)
{
    switch (reason) {
    case StopReason::EarlyStopping:
        return "stopped early, since the validation loss no longer fell";
    case StopReason::Epochs:
        return "all epochs are done";
    case StopReason::Stopped:
        return "stopped on request";
    case StopReason::Diverged:
        return "stopped, since the loss was no longer finite";
    }
    return "";
}

void printResult(const TrainArguments& arguments, const TrainingResult& result,
    const std::filesystem::path& file)
{
    if (arguments.json) {
        nlohmann::ordered_json line{{"event", "done"}};
        line.update(nlohmann::ordered_json::parse(toJson(result)));
        line["seconds"] = result.seconds;
        std::printf("%s\n", line.dump().c_str());
        std::fflush(stdout);
        return;
    }
    std::printf("Test accuracy %.2f%%, test loss %.4f: weights of epoch %d of %d, %s, %.1f s\n",
        100.0 * result.test.accuracy, result.test.loss, result.bestEpoch, result.epochs,
        explain(result.reason), result.seconds);
    std::printf("The weights are in %s\n", file.c_str());
}

} // namespace

Result<void> runTrain(const TrainArguments& arguments)
{
    RunControl control;
    const platform::InterruptWatcher watcher([&control] { control.stop(); });

    const Result<Dataset> dataset = loadDataset(arguments.data);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const Result<std::filesystem::path> file
        = arguments.output ? *arguments.output : newModelFile(dataset->name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    // A target that can't be written is better known now than after hours of training.
    if (const auto writable = platform::AtomicFile::create(*file); !writable) {
        return tl::unexpected(writable.error());
    }
    const Result<EngineFactory> engine = loadEngine();
    if (!engine) {
        return tl::unexpected(engine.error());
    }

    std::unique_ptr<TrainingObserver> report;
    if (arguments.json) {
        report = std::make_unique<JsonReport>();
    } else {
        report = std::make_unique<ProgressReport>();
    }
    const Result<TrainingResult> result
        = train(arguments.config, *dataset, arguments.threads, *engine, *report, control);
    report.reset();
    if (!result) {
        return tl::unexpected(result.error());
    }
    const Model model = trainedModel(*dataset, arguments.config, *result);
    if (Result<void> saved = exportModel(model, *findExportFormat("safetensors"), *file); !saved) {
        return saved;
    }
    printResult(arguments, *result, *file);
    if (result->reason == StopReason::Diverged) {
        return failure(ErrorCode::EngineFailed, result->explanation);
    }
    return {};
}

} // namespace numeral::cli
