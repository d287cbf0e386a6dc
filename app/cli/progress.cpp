// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include "app/cli/json_line.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"

#include <cmath>
#include <cstdio>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

} // namespace

void ProgressReport::preparing(Preparation what, double fraction)
{
    const std::lock_guard lock(m_mutex);
    if (what == Preparation::DrawingImages && m_bar.due()) {
        m_bar.draw(fraction, "drawing more images with a pen");
    }
}

void ProgressReport::runStarted(const RunStart& start)
{
    m_bar.erase();
    m_epochs = start.config.epochs;
    std::printf("Training %s on %s, validating on %zu, seed %lld\n",
        counted(start.network.parameterCount(), "parameter").c_str(),
        counted(start.trainingImages, "image").c_str(), start.validationImages,
        static_cast<long long>(start.config.seed));
    std::fflush(stdout);
}

void ProgressReport::batchTrained(const BatchFigures& figures)
{
    if (!m_bar.due()) {
        return;
    }
    const double finished = std::ceil(figures.position) - 1.0;
    char text[128];
    std::snprintf(text, sizeof text, " epoch %.0f of at most %d  loss %.4f  accuracy %.1f%%",
        finished + 1.0, m_epochs, figures.loss, 100.0 * figures.accuracy);
    m_bar.draw(figures.position - finished, text);
}

void ProgressReport::epochFinished(const EpochFigures& figures)
{
    m_bar.erase();
    std::printf("Epoch %3d  loss %.4f  accuracy %.2f%%", figures.epoch, figures.trainingLoss,
        100.0 * figures.trainingAccuracy);
    if (figures.validationLoss && figures.validationAccuracy) {
        std::printf("  validation loss %.4f  accuracy %.2f%%", *figures.validationLoss,
            100.0 * *figures.validationAccuracy);
    }
    std::printf("  %.2f s%s\n", figures.seconds, figures.best ? "  best" : "");
    std::fflush(stdout);
}

void JsonReport::runStarted(const RunStart& start)
{
    Json line{{"event", "start"}};
    line.update(parseOrderedJson(toJson(start.config)));
    line["parameters"] = start.network.parameterCount();
    line["training_images"] = start.trainingImages;
    line["validation_images"] = start.validationImages;
    line["threads"] = start.threads;
    printJsonLine(line);
}

void JsonReport::epochFinished(const EpochFigures& figures)
{
    Json line{
        {"event", "epoch"},
        {"epoch", figures.epoch},
        {"training_loss", figures.trainingLoss},
        {"training_accuracy", figures.trainingAccuracy},
        {"validation_loss", nullptr},
        {"validation_accuracy", nullptr},
        {"seconds", figures.seconds},
    };
    if (figures.validationLoss && figures.validationAccuracy) {
        line["validation_loss"] = *figures.validationLoss;
        line["validation_accuracy"] = *figures.validationAccuracy;
    }
    printJsonLine(line);
}

} // namespace numeral::cli
