// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/model_argument.h"
#include "app/cli/predictions.h"
#include "app/cli/writer_table.h"
#include "core/base/counted.h"
#include "core/reading/calibration.h"
#include "core/reading/doubt.h"
#include "core/training/trainer.h"

#include <cstdio>
#include <numeric>
#include <vector>

namespace numeral::cli {

Result<void> runEvaluate(const EvaluateArguments& arguments)
{
    const Result<ModelOnData> opened = openModelOnData(
        arguments.model, arguments.data, arguments.json, arguments.predictions.has_value());
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const Model& model = opened->model;
    const Dataset& dataset = opened->dataset;
    if (dataset.test.size() == 0) { // there is something to predict, or this is an error
        return arguments.predictions
            ? writePredictions(model, dataset, *arguments.predictions)
            : failure(ErrorCode::DataMissing,
                "“" + dataset.name + "” has no test images to evaluate the network with.");
    }
    const Result<Score> score = evaluate(model, dataset.test, opened->engine);
    if (!score) {
        return tl::unexpected(score.error());
    }
    std::vector<std::uint32_t> all(dataset.test.size());
    std::iota(all.begin(), all.end(), 0U);
    const PickedImages images{dataset.test.pixels().data(), dataset.test.labels().data(), all};
    const double calibrationError = expectedCalibrationError(*model.weights, images);
    const double sure = confidentFraction(model, images);
    if (Result<void> intact = checkIntact(dataset); !intact) {
        return intact;
    }
    const std::vector<WriterScore> writers = writerScores(model, dataset);
    const Interval interval = accuracyInterval(*score);
    if (arguments.json) {
        nlohmann::ordered_json line{
            {"event", "evaluation"},
            {"images", score->images},
            {"test_loss", score->loss},
            {"test_accuracy", score->accuracy},
            {"test_accuracy_interval", {interval.low, interval.high}},
            {"calibration_error", calibrationError},
            {"sure", sure},
        };
        if (!writers.empty()) {
            line["writers"] = writersJson(writers, model.classes);
        }
        printJsonLine(line);
    } else {
        std::printf("%s: test accuracy %.2f%% (95%% interval %.2f to %.2f%%) on %s, "
                    "test loss %.4f, expected calibration error %.2f%%, sure of %.1f%%\n",
            dataset.name.c_str(), 100.0 * score->accuracy, 100.0 * interval.low,
            100.0 * interval.high, counted(score->images, "image").c_str(), score->loss,
            100.0 * calibrationError, 100.0 * sure);
        printWriters(writers, model.classes);
    }
    if (arguments.mistakes) {
        if (Result<void> written = writeMistakes(model, dataset, *arguments.mistakes); !written) {
            return written;
        }
    }
    return arguments.predictions ? writePredictions(model, dataset, *arguments.predictions)
                                 : Result<void>();
}

} // namespace numeral::cli
