// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_estimate.h"

#include "core/base/median.h"
#include "core/data/edited_dataset.h"
#include "core/training/drawn_images.h"
#include "core/training/image_passes.h"
#include "core/training/run_setup.h"
#include "core/training/training_batches.h"
#include "core/training/training_selection.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace numeral {

namespace {

using Clock = std::chrono::steady_clock;

/// Durations of the warm-up and of the measurement. The warm-up isn't counted: caches are cold, and
/// the threads have yet to balance their load.
struct MeasurementTimes {
    std::chrono::milliseconds warmUp;
    std::chrono::milliseconds measured;
};

/// A short run doesn't wait for an exact estimate.
constexpr MeasurementTimes rough{std::chrono::milliseconds(15), std::chrono::milliseconds(20)};
constexpr MeasurementTimes precise{std::chrono::milliseconds(50), std::chrono::milliseconds(170)};
constexpr double shortRun = 15; // seconds

constexpr std::size_t imagesDrawn = 300;

Indices firstOf(const Indices& indices, std::size_t count)
{
    return {indices.begin(),
        indices.begin() + static_cast<std::ptrdiff_t>(std::min(count, indices.size()))};
}

/// Whether a few batches would take longer than an estimate is worth.
bool takesTooLong(const TrainingConfig& config, const Architecture& network)
{
    constexpr std::size_t maxProducts = 20'000'000'000;
    constexpr std::size_t maxActivations = std::size_t{1} << 27U;
    const auto batchSize = static_cast<std::size_t>(config.batchSize);
    return network.multiplyAdds() > maxProducts / batchSize
        || network.activationCount() > maxActivations / batchSize;
}

/// The measurement is divided, and the median counts: other programs disturb some parts.
constexpr int slicesMeasured = 5;

/// Accumulates the time spent on some images, and extrapolates it.
class Throughput {
public:
    template <typename Function>
    auto time(const Function& function)
    {
        const Clock::time_point start = Clock::now();
        auto result = function();
        m_spent += Clock::now() - start;
        return result;
    }
    double secondsFor(std::size_t images, std::size_t done) const
    {
        return std::chrono::duration<double>(m_spent).count() * static_cast<double>(images)
            / static_cast<double>(std::max<std::size_t>(done, 1));
    }

private:
    Clock::duration m_spent{};
};

} // namespace

Result<std::optional<RunEstimate>> estimateRun(const TrainingConfig& config, const Dataset& given,
    std::optional<int> threads, const EngineFactory& makeEngine,
    const std::function<bool()>& shouldContinue)
try {
    const Result<Dataset> used = withUsedClasses(config, given);
    if (!used) {
        return tl::unexpected(used.error());
    }
    const Dataset& dataset = *used;
    Result<RunSetup> setup = prepareRun(config, dataset, threads);
    if (!setup) {
        return tl::unexpected(setup.error());
    }
    if (takesTooLong(config, setup->initialWeights->architecture())) {
        return std::nullopt;
    }
    // The values of the means don't affect the time, and computing them would mean reading a large
    // set.
    if (config.inputCentring) {
        setup->engine.inputMeans.assign(dataset.training.shape().pixels(), 0.1F);
    }
    const auto engine = makeEngine(*setup->initialWeights, setup->engine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    Indices validation = std::move(setup->split.validation);
    const std::size_t validated = validation.size();
    validation.resize(std::min(validated, evaluatedAtOnce(dataset.training.shape())));
    // Drawn images are trained on like all others; the time to draw all is extrapolated from a
    // sample.
    const Indices sample = firstOf(notLeftOut(dataset, setup->split.training), imagesDrawn);
    Throughput drawing;
    const auto drawn = drawing.time([&] {
        return drawnImages(config, dataset, sample, setup->augmentingThreads, shouldContinue);
    });
    if (!drawn || !*drawn) {
        return drawn ? Result<std::optional<RunEstimate>>() : tl::unexpected(drawn.error());
    }
    const std::size_t images = setup->split.training.size();
    TrainingBatches batches(config, dataset.training, std::move(setup->split.training), **drawn,
        setup->augmentingThreads, {}, dataset.leftOut);
    if (batches.images() == 0) {
        return RunEstimate{0, 0, 0, 0, config.epochs, {}};
    }
    const std::size_t allDrawn = drawnCount(config, images);
    const std::size_t imagesPerEpoch = images + allDrawn;
    Throughput augmenting; // over all slices, since not each of them augments
    Throughput training;
    std::size_t trained = 0;
    int epoch = 0;
    const auto trainSlice = [&](std::chrono::milliseconds duration) -> Result<bool> {
        training = {};
        trained = 0;
        const Clock::time_point end = Clock::now() + duration;
        while (trained == 0 || Clock::now() < end) {
            if (!batches.hasNext()) {
                batches.startEpoch(++epoch);
            }
            const Batch batch = augmenting.time([&] { return batches.next(); });
            const auto sums = training.time([&] { return (*engine)->train(batch); });
            if (!sums) {
                return tl::unexpected(sums.error());
            }
            trained += batch.size;
            if (!shouldContinue()) {
                return false;
            }
        }
        return true;
    };
    double trainingTime = 0;
    double augmentingTime = 0;
    for (const MeasurementTimes& times : {rough, precise}) {
        std::vector<double> slices;
        std::size_t measured = 0;
        for (int slice = 0; slice <= slicesMeasured; ++slice) {
            const Result<bool> done
                = trainSlice(slice == 0 ? times.warmUp : times.measured / slicesMeasured);
            if (!done || !*done) {
                return done ? Result<std::optional<RunEstimate>>() : tl::unexpected(done.error());
            }
            if (slice == 0) {
                augmenting = {};
            } else {
                slices.push_back(training.secondsFor(imagesPerEpoch, trained));
                measured += trained;
            }
        }
        trainingTime = median(std::move(slices));
        augmentingTime = augmenting.secondsFor(imagesPerEpoch, measured);
        if ((trainingTime + augmentingTime) * config.epochs < shortRun) {
            break;
        }
    }
    Throughput validating;
    for (int time = 0; time < 2; ++time) { // the first isn't counted: it takes memory of the system
        validating = {};
        const auto score = validating.time([&] {
            return scoreImages(**engine, dataset.training, validation, [] { return true; });
        });
        if (!score) {
            return tl::unexpected(score.error());
        }
    }
    return RunEstimate{drawing.secondsFor(allDrawn, (*drawn)->size()), augmentingTime, trainingTime,
        validating.secondsFor(validated, validation.size()), config.epochs, {}};
} catch (const std::bad_alloc&) {
    return failure(
        ErrorCode::EngineFailed, "There is not enough memory for this network and these images.");
}

} // namespace numeral
