// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/model_argument.h"
#include "app/cli/progress_bar.h"
#include "app/cli/save_model.h"
#include "core/data/drawings.h"
#include "core/data/ink_sets.h"
#include "core/engine/engine_table.h"
#include "core/platform/atomic_file.h"
#include "core/training/class_teaching.h"
#include "core/training/fine_tuning.h"
#include "core/training/pen_letters.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Reads the drawings and prepares them as the network's input.
Result<LabelledImages> readDrawings(const std::filesystem::path& file, const Model& model)
{
    const auto records = readInkFiles(file);
    if (!records) {
        return tl::unexpected(records.error());
    }
    std::size_t number = 0;
    for (const InkRecord& record : *records) {
        ++number;
        const auto fault = [&](const std::string& reason) {
            return failure(ErrorCode::FileMalformed,
                "Drawing " + std::to_string(number) + " of “" + file.string() + "” " + reason
                    + ".");
        };
        if (!record.label) {
            return fault("has no label");
        }
        if (!classOf(model.classes, *record.label)) {
            return fault(
                "has the label “" + *record.label + "”, which is none of the model's classes");
        }
        if (!prepareRecord(record, model.image, model.preprocessing)) {
            return fault("has neither ink nor pixels of the model's size");
        }
    }
    if (records->empty()) {
        return failure(ErrorCode::FileMalformed, "“" + file.string() + "” has no drawing.");
    }
    return preparedDrawings(*records, model.image, model.preprocessing, model.classes);
}

/// Returns the data set to rehearse. A network of letters that our pen drew, whose data nobody
/// keeps, rehearses others of these unless a data set is named.
Result<Dataset> rehearsalFor(const Model& model, const TeachArguments& arguments)
{
    if (hasLearntPenLetters(model) && arguments.data.nameOrPath == DataRequest().nameOrPath) {
        return rehearsedLetters();
    }
    Result<ModelOnData> onData = openModelOnData(arguments.model, arguments.data, arguments.json);
    return onData ? Result<Dataset>(std::move(onData->dataset)) : tl::unexpected(onData.error());
}

/// The drawings of several writers, of whom some are set aside, as when they are opened as data.
/// Nothing if there is one writer only, or a drawing of a class that the network doesn't know:
/// reading the drawings one by one says what is wrong with them.
std::optional<Dataset> writersDrawings(
    const std::filesystem::path& ink, const Model& model, bool json)
{
    const Result<Dataset> opened = loadDataset(ink.string());
    if (!opened || !opened->writers.areApart || !knowsAll(model.classes, opened->classes)) {
        return std::nullopt;
    }
    for (const std::string& remark : opened->remarks) {
        if (!json) {
            std::printf("%s\n", remark.c_str());
        }
    }
    return *opened;
}

std::size_t correctCount(const Score& score)
{
    return static_cast<std::size_t>(
        std::llround(score.accuracy * static_cast<double>(score.images)));
}

void printText(const ClassTaught& taught, const std::string& dataName)
{
    const FineTuningResult& result = taught.lesson;
    std::printf("Drawings correct: %zu of %zu before, %zu of %zu now\n",
        correctCount(result.before.own), result.before.own.images, correctCount(result.after.own),
        result.after.own.images);
    if (taught.after.images > 0) {
        std::printf("Of writers that it has not seen: %zu of %zu before, %zu of %zu now\n",
            correctCount(taught.before), taught.before.images, correctCount(taught.after),
            taught.after.images);
    }
    std::printf("%s test accuracy: %.2f%% before, %.2f%% now\n", dataName.c_str(),
        100 * result.before.test.accuracy, 100 * result.after.test.accuracy);
}

void printJson(const ClassTaught& taught, const std::filesystem::path& output)
{
    const auto scores = [](const TaughtScores& lesson, const Score& unseen) {
        Json json{{"drawings", lesson.own.images}, {"right", correctCount(lesson.own)},
            {"test_accuracy", lesson.test.accuracy}, {"test_loss", lesson.test.loss}};
        if (unseen.images > 0) {
            json["unseen_drawings"] = unseen.images;
            json["unseen_right"] = correctCount(unseen);
        }
        return json;
    };
    printJsonLine({{"event", "taught"}, {"before", scores(taught.lesson.before, taught.before)},
        {"after", scores(taught.lesson.after, taught.after)}, {"output", output.string()}});
}

} // namespace

Result<void> runTeach(const TeachArguments& arguments)
{
    const Result<Model> opened = openModel(arguments.model);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const Model& model = *opened;
    const Result<Dataset> data = rehearsalFor(model, arguments);
    if (!data) {
        return tl::unexpected(data.error());
    }
    const std::optional<Dataset> writers = writersDrawings(arguments.ink, model, arguments.json);
    const Result<LabelledImages> drawings
        = writers ? LabelledImages() : readDrawings(arguments.ink, model);
    if (!drawings) {
        return tl::unexpected(drawings.error());
    }

    // Fail now if the file can't be written, not after the lesson.
    if (const auto writable = platform::AtomicFile::create(arguments.output); !writable) {
        return tl::unexpected(writable.error());
    }
    const Result<EngineFactory> engine
        = engineForNetwork(model.weights->architecture(), loadEngine, arguments.engine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    std::optional<ProgressBar> bar(std::in_place);
    std::mutex mutex;
    const auto progress = [&](double share) {
        const std::lock_guard lock(mutex);
        if (bar->due()) {
            bar->draw(share, "learning");
        }
        return true;
    };
    const EngineSource loaded
        = [&engine](const EngineInfo&) { return Result<EngineFactory>(engine); };
    const auto result = writers
        ? teachClass(model, *writers, *data, loaded, progress)
        : fineTune(model, model.weights, *drawings, *data, *engine, progress).map([](auto taught) {
              return std::optional(ClassTaught{*taught, {}, {}});
          });
    bar.reset();
    if (!result) {
        return tl::unexpected(result.error());
    }
    const ClassTaught& taught = **result;
    if (Result<void> saved = saveModel(taught.lesson.model, arguments.output); !saved) {
        return saved;
    }
    if (arguments.json) {
        printJson(taught, arguments.output);
    } else {
        printText(taught, data->name);
        std::printf("The weights are in %s\n", arguments.output.c_str());
    }
    return {};
}

} // namespace numeral::cli
