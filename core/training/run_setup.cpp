// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_setup.h"

#include "core/data/edited_dataset.h"
#include "core/training/drawn_images.h"
#include "core/training/training_selection.h"

#include <algorithm>
#include <thread>

namespace numeral {

namespace {

constexpr std::size_t maxThreads = 64;

/// A step keeps the images and, for the gradients, all layers' outputs.
Result<void> checkBatchMemory(
    const TrainingConfig& config, const ImageShape& shape, const Architecture& network)
{
    constexpr std::size_t maxPixels = std::size_t{1} << 30U;
    constexpr std::size_t maxActivations = std::size_t{1}
        << 29U; // 2 GiB, and twice that for a while
    const auto batchSize = static_cast<std::size_t>(config.batchSize);
    const auto tooLarge = [batchSize](const std::string& what, std::size_t most) {
        return failure(ErrorCode::InvalidSetting,
            "A batch size of " + std::to_string(batchSize) + " is too large for " + what
                + "; at most " + std::to_string(most) + " fit.");
    };
    if (const std::size_t most = maxPixels / shape.pixels(); batchSize > most) {
        return tooLarge("images of " + std::to_string(shape.rows) + "×"
                + std::to_string(shape.columns) + " pixels",
            most);
    }
    const std::size_t activations = network.activationCount();
    if (activations > maxActivations) {
        return failure(ErrorCode::InvalidSetting,
            "All feature maps together would need too much memory for training; choose fewer "
            "channels or smaller images.");
    }
    if (const std::size_t most = maxActivations / activations; batchSize > most) {
        return tooLarge(
            "a network whose layers have " + std::to_string(activations) + " values an image",
            most);
    }
    return {};
}

/// All options but the threads.
EngineOptions engineOptions(const TrainingConfig& config)
{
    EngineOptions options;
    options.optimizer = {
        .kind = config.optimizer,
        .learningRate = config.learningRate,
        .weightDecay = config.weightDecay,
        .beta1 = config.beta1,
        .beta2 = config.beta2,
        .epsilon = config.epsilon,
        .momentum = config.momentum,
        .nesterov = config.nesterov,
        .alpha = config.alpha,
        .initialAccumulator = config.initialAccumulator,
    };
    options.labelSmoothing = config.labelSmoothing;
    options.dropout = config.dropout;
    options.averaging = config.weightAveraging;
    options.device = config.device;
    options.seed = static_cast<std::uint64_t>(config.seed);
    return options;
}

} // namespace

Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const Architecture& network)
{
    return chooseEngine(config.engine, network, engineOptions(config));
}

Result<ChosenEngine> chosenEngine(const TrainingConfig& config, const Dataset& dataset,
    const std::shared_ptr<WorkerGroup>& workers)
{
    EngineOptions options = engineOptions(config);
    options.workers = workers;
    return chooseEngine(config.engine, networkFor(config, dataset), options);
}

Result<EngineFactory> engineFor(
    const TrainingConfig& config, const Dataset& dataset, const EngineSource& source)
{
    const Result<ChosenEngine> chosen = chosenEngine(config, dataset);
    return chosen ? source(*chosen->info) : tl::unexpected(chosen.error());
}

TrainingConfig asTrained(
    TrainingConfig config, const Dataset& dataset, const std::shared_ptr<WorkerGroup>& workers)
{
    config = withoutUnusedSettings(config);
    config.penDrawings = canDrawDigits(dataset) ? config.penDrawings : 0;
    config.outliers = canDrawOutliers(dataset) ? config.outliers : 0;
    if (const Result<ChosenEngine> chosen = chosenEngine(config, dataset, workers)) {
        config.engine = chosen->info->choice;
    }
    return config;
}

TrainingConfig forAnother(TrainingConfig recorded)
{
    if (recorded.engine == EngineChoice::Native) {
        recorded.engine = EngineChoice::Auto;
    }
    return recorded;
}

std::size_t usableCores()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, maxThreads);
}

int recommendedThreads(const Architecture& network, std::size_t batchSize, std::size_t cores)
{
    constexpr std::size_t productsForThread = 1'000'000;
    const std::size_t worthwhile = network.multiplyAdds() * batchSize / productsForThread;
    return static_cast<int>(std::clamp<std::size_t>(worthwhile, 1, cores));
}

Result<RunSetup> prepareRun(
    const TrainingConfig& config, const Dataset& dataset, std::optional<int> threads, int processes)
{
    const ImageShape& shape = dataset.training.shape();
    const Architecture network = networkFor(config, dataset);
    for (const Result<void>& check : {config.validate(), network.validate()}) {
        if (!check) {
            return tl::unexpected(check.error());
        }
    }
    if (const Result<void> fits = checkBatchMemory(config, shape, network); !fits) {
        return tl::unexpected(fits.error());
    }
    const auto seed = static_cast<std::uint64_t>(config.seed);
    RunSetup setup;
    setup.split = splitData(dataset, config.validationShare, seed);
    setup.split.training = usedImages(config, dataset, std::move(setup.split.training));
    if (!dataset.leftOut.empty() && notLeftOut(dataset, setup.split.training).empty()) {
        return failure(ErrorCode::InvalidSetting,
            "All training images are left out, so there is nothing to learn from.");
    }
    setup.initialWeights = config.initialSmoothing
        ? initialWeights(network, shape, seed, config.initializer)
        : initialWeights(network, seed, config.initializer);
    setup.engine = engineOptions(config);
    const std::size_t cores
        = std::max<std::size_t>(usableCores() / static_cast<std::size_t>(processes), 1);
    setup.engine.threads = threads.value_or(
        recommendedThreads(network, static_cast<std::size_t>(config.batchSize), cores));
    setup.augmentingThreads = threads ? static_cast<std::size_t>(std::max(*threads, 1)) : cores;
    return setup;
}

} // namespace numeral
