// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include "core/platform/terminal.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds redrawInterval{50};

void printLine(const Json& object)
{
    std::printf("%s\n", object.dump().c_str());
    std::fflush(stdout);
}

} // namespace

ProgressReport::ProgressReport()
    : m_terminal(platform::standardErrorIsTerminal())
{
}

ProgressReport::~ProgressReport()
{
    eraseBar();
}

void ProgressReport::runStarted(const RunStart& start)
{
    m_epochs = start.config.epochs;
    std::printf("Training %zu parameters on %zu images, validating on %zu, seed %lld\n",
        start.network.parameterCount(), start.trainingImages, start.validationImages,
        static_cast<long long>(start.config.seed));
    std::fflush(stdout);
}

void ProgressReport::batchTrained(const BatchFigures& figures)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_terminal && now - m_drawn >= redrawInterval) {
        m_drawn = now;
        drawBar(figures);
    }
}

void ProgressReport::epochFinished(const EpochFigures& figures)
{
    eraseBar();
    std::printf("Epoch %3d  loss %.4f  accuracy %.2f%%", figures.epoch, figures.trainingLoss,
        100.0 * figures.trainingAccuracy);
    if (figures.validationLoss && figures.validationAccuracy) {
        std::printf("  validation loss %.4f  accuracy %.2f%%", *figures.validationLoss,
            100.0 * *figures.validationAccuracy);
    }
    std::printf("  %.2f s%s\n", figures.seconds, figures.best ? "  best" : "");
    std::fflush(stdout);
}

void ProgressReport::drawBar(const BatchFigures& figures)
{
    const double finished = std::ceil(figures.position) - 1.0;
    const double share = figures.position - finished;
    char text[128];
    std::snprintf(text, sizeof text, " epoch %.0f of at most %d  loss %.4f  accuracy %.1f%%",
        finished + 1.0, m_epochs, figures.loss, 100.0 * figures.accuracy);

    constexpr std::size_t fewestCells = 10;
    constexpr std::size_t brackets = 2;
    // A line as wide as the terminal would begin another one at each redraw.
    const std::size_t width = std::clamp<std::size_t>(platform::terminalWidth(), 20, 110) - 1;
    const std::string label = std::string(text).substr(0, width - fewestCells - brackets);
    const std::size_t cells = width - label.size() - brackets;
    const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(cells)));
    const std::string bar = std::string(full, '#') + std::string(cells - full, '.');
    std::fprintf(stderr, "\r[%s]%s\x1b[K", bar.c_str(), label.c_str());
    std::fflush(stderr);
}

void ProgressReport::eraseBar() const
{
    if (m_terminal) {
        std::fprintf(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
}

void JsonReport::runStarted(const RunStart& start)
{
    Json line{{"event", "start"}};
    line.update(Json::parse(toJson(start.config)));
    line["parameters"] = start.network.parameterCount();
    line["training_images"] = start.trainingImages;
    line["validation_images"] = start.validationImages;
    line["threads"] = start.threads;
    printLine(line);
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
    printLine(line);
}

} // namespace numeral::cli
