// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/base/json_text.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"
#include "core/data/split.h"
#include "core/reading/calibration.h"
#include "core/training/drawn_images.h"
#include "core/training/early_stopping.h"
#include "core/training/image_passes.h"
#include "core/training/learning_rate.h"
#include "core/training/run_record.h"
#include "core/training/run_setup.h"
#include "core/training/stopwatch.h"
#include "core/training/training_batches.h"
#include "core/training/training_selection.h"
#include "core/training/training_team.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <new>
#include <thread>

namespace numeral {

namespace {

using Clock = std::chrono::steady_clock;

/// Interval for publishing the weights during a long epoch. It grows with the time that copying a
/// large network takes, so that this remains a small part of the whole.
constexpr std::chrono::milliseconds publishInterval{250};
constexpr int publishIntervalFactor = 20;

/// One run, from the initial weights to the best ones.
class Run {
public:
    Run(const TrainingConfig& config, const Dataset& dataset, TrainingBatches& batches,
        const Indices& validation, TrainingEngine& engine, TrainingObserver& observer,
        RunControl& control, TrainingTeam& team, const Stopwatch& watch)
        : m_config(config)
        , m_dataset(dataset)
        , m_engine(engine)
        , m_observer(observer)
        , m_control(control)
        , m_team(team)
        , m_batches(batches)
        , m_validation(validation)
        , m_stopping(config.patience, config.stoppingMetric)
        , m_watch(watch)
    {
    }

    /// Runs the training, without the test.
    Result<TrainingResult> trainAll()
    {
        if (const Result<void> published = publish(); !published) {
            return tl::unexpected(published.error());
        }
        m_best = m_newest;
        while (m_result.epochs < m_config.epochs) {
            const Result<bool> finished = runEpoch();
            if (!finished) {
                return tl::unexpected(finished.error());
            }
            if (!*finished) {
                break;
            }
            if (m_stopping.exhausted()) {
                m_result.reason = StopReason::EarlyStopping;
                break;
            }
        }
        m_result.weights = m_best;
        return m_result;
    }

private:
    /// Returns false if the run ends before the epoch does: it was stopped or diverged.
    Result<bool> runEpoch()
    {
        const double start = m_watch.seconds();
        m_batches.startEpoch(m_result.epochs + 1);
        const Result<std::optional<Score>> training = trainEpoch();
        if (!training || !*training) {
            return training ? Result<bool>(false) : tl::unexpected(training.error());
        }
        const auto validation = m_team.score(m_validation, [this](const Indices& part) {
            return scoreImages(
                m_engine, m_dataset.training, part, [this] { return m_control.proceed(); });
        });
        if (!validation) {
            return tl::unexpected(validation.error());
        }
        if (!*validation) {
            return handleStop();
        }
        // Check before these weights count as the best: a truncated file reads as zeros.
        if (const Result<void> intact = checkIntact(m_dataset); !intact) {
            return tl::unexpected(intact.error());
        }
        return finishEpoch(**training, **validation, start);
    }

    /// Returns nothing if the run ends before the epoch does.
    Result<std::optional<Score>> trainEpoch()
    {
        const auto images = static_cast<double>(m_batches.images());
        const std::size_t steps = static_cast<std::size_t>(m_config.epochs) * m_batches.batches();
        BatchSums sums;
        while (m_batches.hasNext()) {
            const Result<bool> goesOn = m_team.goesOn(m_result.batches, m_control.proceed());
            if (!goesOn) {
                return tl::unexpected(goesOn.error());
            }
            if (!*goesOn) {
                const Result<bool> kept = handleStop();
                return kept ? Result<std::optional<Score>>() : tl::unexpected(kept.error());
            }
            m_engine.setLearningRate(learningRateAt(m_config, m_result.batches, steps));
            const auto batch = m_engine.train(m_batches.next());
            if (!batch) {
                return tl::unexpected(batch.error());
            }
            if (!std::isfinite(batch->loss)) {
                diverge();
                return std::nullopt;
            }
            ++m_result.batches;
            sums += *batch;
            if (batch->images > 0) { // not outliers alone
                const Score score = toScore(*batch);
                m_observer.batchTrained({static_cast<double>(m_result.epochs)
                        + static_cast<double>(m_batches.done()) / images,
                    score.loss, score.accuracy});
            }
            if (Clock::now() >= m_nextPublishing) {
                if (const Result<void> published = publish(); !published) {
                    return tl::unexpected(published.error());
                }
            }
        }
        return toScore(sums);
    }

    Result<bool> finishEpoch(const Score& training, const Score& validation, double start)
    {
        EpochFigures figures;
        figures.epoch = m_result.epochs + 1;
        figures.trainingLoss = training.loss;
        figures.trainingAccuracy = training.accuracy;
        if (validation.images > 0) {
            figures.validationLoss = validation.loss;
            figures.validationAccuracy = validation.accuracy;
        }
        if (!std::isfinite(validation.loss)) {
            diverge();
            return false;
        }
        if (const Result<void> published = publish(); !published) {
            return tl::unexpected(published.error());
        }
        m_result.epochs = figures.epoch;
        figures.best = m_stopping.improved(validation);
        if (figures.best) {
            m_result.bestEpoch = figures.epoch;
            m_best = m_newest;
        }
        figures.seconds = m_watch.seconds() - start;
        m_result.figures.push_back(figures);
        m_observer.epochFinished(figures);
        return true;
    }

    /// Handles a stop: before the first epoch has finished, the newest weights count as the best.
    Result<bool> handleStop()
    {
        m_result.reason = m_control.pruned() ? StopReason::Pruned : StopReason::Stopped;
        if (m_result.bestEpoch == 0) {
            if (const Result<void> published = publish(); !published) {
                return tl::unexpected(published.error());
            }
            m_best = m_newest;
        }
        return false;
    }

    void diverge()
    {
        m_result.reason = StopReason::Diverged;
        m_result.explanation = "The loss in epoch " + std::to_string(m_result.epochs + 1)
            + " was no longer a finite number; a lower learning rate may help. "
            + (m_result.bestEpoch > 0
                    ? "The weights of epoch " + std::to_string(m_result.bestEpoch) + " were kept."
                    : "No epoch was finished.");
    }

    Result<void> publish()
    {
        const Clock::time_point before = Clock::now();
        Result<WeightsSnapshot> weights = m_engine.weights();
        if (!weights) {
            return tl::unexpected(weights.error());
        }
        m_newest = std::move(*weights);
        const Clock::time_point now = Clock::now();
        m_nextPublishing = now
            + std::max<Clock::duration>(publishInterval, publishIntervalFactor * (now - before));
        m_observer.weightsPublished(m_newest);
        return {};
    }

    const TrainingConfig& m_config;
    const Dataset& m_dataset;
    TrainingEngine& m_engine;
    TrainingObserver& m_observer;
    RunControl& m_control;
    TrainingTeam& m_team;
    TrainingBatches& m_batches;
    const Indices& m_validation;
    EarlyStopping m_stopping;
    const Stopwatch& m_watch;
    Clock::time_point m_nextPublishing;
    WeightsSnapshot m_newest;
    WeightsSnapshot m_best;
    TrainingResult m_result;
};

/// Returns the callback of the threads that draw images: counts them and reports each hundredth.
std::function<bool()> drawingProgress(
    TrainingObserver& observer, RunControl& control, std::size_t images)
{
    const std::size_t step = std::max<std::size_t>(images / 100, 1);
    return
        [&observer, &control, images, step, drawn = std::make_shared<std::atomic<std::size_t>>(0)] {
            const std::size_t number = (*drawn)++;
            if (number % step == 0) {
                observer.preparing(Preparation::DrawingImages,
                    static_cast<double>(number) / static_cast<double>(images));
            }
            return control.proceed();
        };
}

constexpr const char* notEnoughMemory
    = "There is not enough memory for this network and these images.";

} // namespace

std::string_view reasonName(StopReason reason)
{
    switch (reason) {
    case StopReason::EarlyStopping:
        return "early_stopping";
    case StopReason::Epochs:
        return "epochs";
    case StopReason::Stopped:
        return "stopped";
    case StopReason::Pruned:
        return "pruned";
    case StopReason::Diverged:
        return "diverged";
    case StopReason::Unfinished:
        return "unfinished";
    }
    return {};
}

std::string toJson(const TrainingResult& result)
{
    nlohmann::ordered_json json{
        {"reason", reasonName(result.reason)},
        {"epochs", result.epochs},
        {"best_epoch", result.bestEpoch},
    };
    if (result.test.images > 0) {
        json["test_images"] = result.test.images;
        json["test_loss"] = result.test.loss;
        json["test_accuracy"] = result.test.accuracy;
    }
    json["temperature"] = result.calibration.temperature;
    return jsonText(json);
}

Model trainedModel(
    const Dataset& dataset, const TrainingConfig& config, const TrainingResult& result)
{
    Model model;
    model.weights = result.weights;
    model.image = dataset.training.shape();
    model.look = dataset.training.look();
    model.classes = usedClasses(config, dataset.classes);
    model.preprocessing = dataset.preprocessing;
    model.kind = dataset.kind;
    model.filters = config.filters;
    model.calibration = result.calibration;
    model.provenance = {toJson(config), provenanceJson(dataset), toJson(result),
        result.figures.empty() ? std::string() : toJson(result.figures)};
    return model;
}

Model unfinishedModel(const Dataset& dataset, const TrainingConfig& config,
    std::span<const EpochFigures> epochs, const WeightsSnapshot& weights)
{
    TrainingResult soFar;
    soFar.reason = StopReason::Unfinished;
    soFar.epochs = static_cast<int>(epochs.size());
    soFar.figures.assign(epochs.begin(), epochs.end());
    for (const EpochFigures& figures : epochs) {
        soFar.bestEpoch = figures.best ? figures.epoch : soFar.bestEpoch;
    }
    soFar.weights = weights;
    return trainedModel(dataset, config, soFar);
}

Result<TrainingResult> train(const TrainingConfig& config, const Dataset& given,
    std::optional<int> wantedThreads, const EngineFactory& makeEngine, TrainingObserver& observer,
    RunControl& control, const std::shared_ptr<WorkerGroup>& workers)
try {
    const Stopwatch watch(control);
    const Result<Dataset> used = withUsedClasses(config, given);
    const Result<Dataset> filtered
        = used ? withFilters(config.filters, *used) : tl::unexpected(used.error());
    if (!filtered) {
        return tl::unexpected(filtered.error());
    }
    const Dataset& dataset = *filtered;
    Result<RunSetup> setup
        = prepareRun(config, dataset, wantedThreads, workers ? workers->localSize() : 1);
    if (!setup) {
        return tl::unexpected(setup.error());
    }
    if (config.inputCentring
        && usesSetting(config.kind, TrainingConfig::inputCentringSetting.text.key)) {
        setup->engine.inputMeans
            = meanPixels(dataset.training, notLeftOut(dataset, setup->split.training));
    }
    TrainingTeam team(workers);
    TrainingConfig common = config;
    common.device = TrainingConfig().device; // each machine may have its own
    if (const Result<void> same = team.checkSame(toJson(common) + provenanceJson(dataset)); !same) {
        return tl::unexpected(same.error());
    }
    const Result<WeightsSnapshot> initial = team.weightsOfFirst(setup->initialWeights);
    if (!initial) {
        return tl::unexpected(initial.error());
    }
    setup->initialWeights = *initial;
    setup->engine.workers = workers;
    const auto engine = makeEngine(*setup->initialWeights, setup->engine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }

    const Indices validation = notLeftOut(dataset, std::move(setup->split.validation));
    const auto drawn = drawnImages(config, *used, setup->split.training, setup->augmentingThreads,
        drawingProgress(observer, control, drawnCount(config, setup->split.training.size())));
    if (!drawn) {
        return tl::unexpected(drawn.error());
    }
    const LabelledImages drawings = withFilters(config.filters, drawn->value_or(LabelledImages()));
    const LabelledImages taught = withLabelNoise(config, dataset, setup->split.training);
    TrainingBatches batches(config, taught, std::move(setup->split.training), drawings,
        setup->augmentingThreads, team.share(), dataset.leftOut);
    observer.runStarted(
        {config, setup->initialWeights->architecture(), setup->initialWeights, batches.images(),
            validation.size(), (*engine)->threads(static_cast<std::size_t>(config.batchSize))});
    Run run(config, dataset, batches, validation, **engine, observer, control, team, watch);
    Result<TrainingResult> result = run.trainAll();
    if (!result || !team.isFirst()) {
        return result;
    }
    if (result->hasLearnt() && !control.abandoned()) {
        const LabelledImages& images = dataset.training;
        result->calibration = calibrate(*result->weights,
            {images.pixels().data(), images.labels().data(),
                std::span(validation)
                    .first(calibrationImages(*result->weights, validation.size()))});
        result->weights = temperatureScaled(result->weights, result->calibration.temperature);
    }
    if (const Result<void> restored = (*engine)->setWeights(*result->weights); !restored) {
        return tl::unexpected(restored.error());
    }
    observer.testStarted();
    const auto test = scoreImages(**engine, dataset.test, allIndices(dataset.test.size()),
        [&control] { return !control.abandoned(); });
    if (!test) {
        return tl::unexpected(test.error());
    }
    if (const Result<void> intact = checkIntact(dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    result->test = test->value_or(Score());
    result->seconds = watch.seconds();
    return result;
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::EngineFailed, notEnoughMemory);
}

Result<Score> evaluate(
    const Model& model, const LabelledImages& images, const EngineFactory& makeEngine)
try {
    if (Result<void> fits = checkFits(model, images); !fits) {
        return tl::unexpected(fits.error());
    }
    EngineOptions options;
    options.threads
        = recommendedThreads(model.weights->architecture(), evaluatedAtOnce(images.shape()));
    const auto engine = makeEngine(*model.weights, options);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    const auto score
        = scoreImages(**engine, images, allIndices(images.size()), [] { return true; });
    if (!score) {
        return tl::unexpected(score.error());
    }
    return **score;
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::EngineFailed, notEnoughMemory);
}

} // namespace numeral
