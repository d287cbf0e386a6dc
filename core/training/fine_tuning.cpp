// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/fine_tuning.h"

#include "core/base/json_text.h"
#include "core/data/drawings.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"
#include "core/data/split.h"
#include "core/reading/calibration.h"
#include "core/training/drawn_images.h"
#include "core/training/image_passes.h"
#include "core/training/learning_rate.h"
#include "core/training/pen_letters.h"
#include "core/training/run_setup.h"
#include "core/training/training_batches.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <span>
#include <utility>

namespace numeral {

namespace {

// Tuned for validation accuracy, with the built-in network and Tutorial's, which were taught 1 to
// 300 drawings that they had misread.
constexpr int batchSize = 100;
constexpr int epochs = 3;
constexpr double learningRate = 1e-3;
constexpr std::size_t rehearsedImages = 12'000;
constexpr double maxDrawn = 0.25; // per rehearsed image: of digits, and of outliers
constexpr std::size_t maxCopies = 64; // of each of the user's images, per epoch
constexpr std::size_t maxCopiedImages = 4'000;
constexpr double maxAccuracyLoss = 0.001; // largest loss of validation accuracy

constexpr std::size_t minImages = 500; // by default a tenth of them validate

// Fractions of the work done after drawing and after training; interpolating the weights remains.
constexpr double drawingEnd = 0.25;
constexpr double trainingEnd = 0.9;

/// Whether the network was trained on that data set, judged by the checksums of its files; true if
/// that isn't known.
bool hasLearntFrom(const Model& model, const Dataset& dataset)
{
    if (dataset.checksums.empty() && dataset.isDrawn) {
        return hasLearntPenLetters(model); // from no file
    }
    const auto learnt = parseJson(model.provenance.data);
    return !learnt.is_object() || !learnt.contains("sha256")
        || learnt["sha256"] == nlohmann::json(dataset.checksums);
}

/// The network's training configuration, as far as known, adapted to a short run. Fewer pen-drawn
/// images suffice as a reminder.
TrainingConfig shortRun(const Model& model)
{
    TrainingConfig config
        = parseTrainingConfig(model.provenance.configuration).value_or(TrainingConfig());
    config.batchSize = batchSize;
    config.epochs = epochs;
    config.learningRate = learningRate;
    config.schedule = Schedule::OneCycle;
    config.penDrawings = std::min(config.penDrawings, maxDrawn);
    config.outliers = std::min(config.outliers, maxDrawn);
    return config;
}

/// A split with validation images, which measure what a lesson costs. A network that was trained
/// without any has learnt from all images: then those that aren't rehearsed validate.
Split splitFor(const TrainingConfig& config, const Dataset& dataset)
{
    const auto seed = static_cast<std::uint64_t>(config.seed);
    const Split split = splitData(dataset, config.validationShare, seed);
    return split.validation.empty()
        ? splitData(dataset, TrainingConfig::validationShareSetting.defaultValue, seed)
        : split;
}

/// The pen-drawn images, and as many copies of the user's images as there is room for.
LabelledImages withCopies(const LabelledImages& drawn, const LabelledImages& own)
{
    const std::size_t copies = std::clamp<std::size_t>(maxCopiedImages / own.size(), 1, maxCopies);
    std::vector<std::uint8_t> pixels(drawn.pixels().begin(), drawn.pixels().end());
    std::vector<Label> labels(drawn.labels().begin(), drawn.labels().end());
    for (std::size_t i = 0; i < copies; ++i) {
        pixels.insert(pixels.end(), own.pixels().begin(), own.pixels().end());
        labels.insert(labels.end(), own.labels().begin(), own.labels().end());
    }
    return {own.shape(), std::move(pixels), std::move(labels)};
}

/// Linear interpolation, `fraction` of the way from one network to the other.
Weights mix(const Weights& before, const Weights& after, double fraction)
{
    std::vector<float> values = before.values();
    const auto part = static_cast<float>(fraction);
    std::transform(values.begin(), values.end(), after.values().begin(), values.begin(),
        [part](float from, float to) { return from + part * (to - from); });
    return {before.architecture(), std::move(values)};
}

std::string resultJson(const FineTuningResult& result)
{
    const nlohmann::ordered_json json{
        {"reason", "fine_tuned"},
        {"own_images", result.after.own.images},
        {"own_accuracy_before", result.before.own.accuracy},
        {"own_accuracy", result.after.own.accuracy},
        {"test_loss", result.after.test.loss},
        {"test_accuracy", result.after.test.accuracy},
        {"temperature", result.model.calibration.temperature},
    };
    return jsonText(json);
}

Result<void> checkOwn(const Model& model, const LabelledImages& own)
{
    return own.size() > 0 ? checkFits(model, own)
                          : failure(ErrorCode::InvalidSetting,
                              "A network is taught with at least one drawing of its classes.");
}

/// One lesson, step by step. Each step returns whether to continue.
class Lesson {
public:
    Lesson(const Model& startModel, WeightsSnapshot currentWeights, const LabelledImages& own,
        const Dataset& rehearsalData, const Dataset& unfiltered, const EngineFactory& makeEngine,
        const ProgressCallback& progress)
        : m_currentWeights(std::move(currentWeights))
        , m_startWeights(startModel.weights)
        , m_own(own)
        , m_rehearsalData(rehearsalData)
        , m_unfiltered(unfiltered)
        , m_makeEngine(makeEngine)
        , m_progress(progress)
        , m_config(shortRun(startModel))
        , m_split(splitFor(m_config, rehearsalData))
    {
        m_result.model = startModel;
    }

    Result<std::optional<FineTuningResult>> teach()
    {
        for (const auto step :
            {&Lesson::makeEngine, &Lesson::scoreBefore, &Lesson::draw, &Lesson::train,
                &Lesson::stepBack, &Lesson::calibrateWeights, &Lesson::scoreAfter}) {
            const Result<bool> done = (this->*step)();
            if (!done) {
                return tl::unexpected(done.error());
            }
            if (!*done) {
                return std::nullopt;
            }
        }
        if (const Result<void> intact = checkIntact(m_rehearsalData); !intact) {
            return tl::unexpected(intact.error());
        }
        m_result.model.provenance.result = resultJson(m_result);
        m_result.model.provenance.curves.clear(); // they belong to the network before
        return m_result;
    }

private:
    Result<bool> makeEngine()
    {
        EngineOptions options;
        options.optimizer.learningRate = learningRate;
        options.threads = recommendedThreads(m_startWeights->architecture(), batchSize);
        options.inputMeans = meanPixels(m_rehearsalData.training, m_split.training);
        options.seed = static_cast<std::uint64_t>(m_config.seed);
        Result<std::unique_ptr<TrainingEngine>> engine = m_makeEngine(*m_startWeights, options);
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        m_engine = std::move(*engine);
        m_split.training.resize(std::min(m_split.training.size(), rehearsedImages));
        return true;
    }

    Result<bool> scoreBefore()
    {
        Result<bool> scored = score(*m_currentWeights, 0, m_result.before);
        if (!scored || !*scored || m_currentWeights == m_startWeights) {
            m_atStart = m_result.before.validation;
            return scored;
        }
        return validate(*m_startWeights, 0, m_atStart);
    }

    Result<bool> scoreAfter() { return score(*m_result.model.weights, 1, m_result.after); }

    Result<bool> draw()
    {
        const std::size_t count = drawnCount(m_config, m_split.training.size());
        std::atomic<std::size_t> asked = 0;
        const auto progress = [&] {
            const auto fraction = static_cast<double>(++asked) / static_cast<double>(count);
            return m_progress(drawingEnd * fraction);
        };
        auto drawn = drawnImages(m_config, m_unfiltered, m_split.training, usableCores(), progress);
        if (!drawn) {
            return tl::unexpected(drawn.error());
        }
        if (!*drawn) {
            return false;
        }
        m_extraImages = withCopies(withFilters(m_result.model.filters, **drawn), m_own);
        return true;
    }

    Result<bool> train()
    {
        TrainingBatches batches(
            m_config, m_rehearsalData.training, m_split.training, m_extraImages, usableCores());
        const std::size_t steps = epochs * batches.batches();
        std::size_t step = 0;
        for (int epoch = 1; epoch <= epochs; ++epoch) {
            batches.startEpoch(epoch);
            while (batches.hasNext()) {
                const double fraction = static_cast<double>(step) / static_cast<double>(steps);
                if (!m_progress(drawingEnd + fraction * (trainingEnd - drawingEnd))) {
                    return false;
                }
                m_engine->setLearningRate(learningRateAt(m_config, step++, steps));
                if (const auto trained = m_engine->train(batches.next()); !trained) {
                    return tl::unexpected(trained.error());
                }
            }
        }
        return true;
    }

    /// Moves from the new weights back towards the old ones, until validation loses little enough.
    Result<bool> stepBack()
    {
        constexpr int parts = 10;
        const Result<WeightsSnapshot> after = m_engine->weights();
        if (!after) {
            return tl::unexpected(after.error());
        }
        Result<bool> done = true;
        for (int part = parts; done && *done && part > 0; --part) {
            const auto mixed = std::make_shared<const Weights>(
                mix(*m_startWeights, **after, static_cast<double>(part) / parts));
            Score validation;
            done = validate(*mixed, trainingEnd, validation);
            if (done && *done && validation.accuracy >= m_atStart.accuracy - maxAccuracyLoss) {
                m_result.model.weights = mixed;
                return true;
            }
        }
        return done;
    }

    /// Calibrates only with images that the network can't have been trained on.
    Result<bool> calibrateWeights()
    {
        Model& model = m_result.model;
        if (m_config.validationShare > 0 && !model.provenance.configuration.empty()) {
            const LabelledImages& images = m_rehearsalData.training;
            const std::span validation(m_split.validation);
            model.calibration = calibrate(*model.weights,
                {images.pixels().data(), images.labels().data(),
                    validation.first(calibrationImages(*model.weights, validation.size()))});
            model.weights = temperatureScaled(model.weights, model.calibration.temperature);
        }
        return m_progress(trainingEnd);
    }

    Result<bool> validate(const Weights& weights, double fraction, Score& kept)
    {
        if (const Result<void> set = m_engine->setWeights(weights); !set) {
            return tl::unexpected(set.error());
        }
        return score(m_rehearsalData.training, m_split.validation, fraction, kept);
    }

    Result<bool> score(const Weights& weights, double fraction, TaughtScores& kept)
    {
        Result<bool> done = validate(weights, fraction, kept.validation);
        if (done && *done) {
            done = score(m_own, allIndices(m_own.size()), fraction, kept.own);
        }
        const LabelledImages& test = m_rehearsalData.test;
        return done && *done ? score(test, allIndices(test.size()), fraction, kept.test) : done;
    }

    Result<bool> score(
        const LabelledImages& images, const Indices& which, double fraction, Score& kept)
    {
        const auto scored
            = scoreImages(*m_engine, images, which, [&] { return m_progress(fraction); });
        if (!scored) {
            return tl::unexpected(scored.error());
        }
        kept = scored->value_or(Score());
        return scored->has_value();
    }

    const WeightsSnapshot m_currentWeights;
    const WeightsSnapshot m_startWeights;
    const LabelledImages& m_own;
    const Dataset& m_rehearsalData; ///< as the network sees it
    const Dataset& m_unfiltered; ///< the same, but for the filters
    const EngineFactory& m_makeEngine;
    const ProgressCallback& m_progress;
    const TrainingConfig m_config;
    Split m_split;
    Score m_atStart; ///< validation score of `m_startWeights`
    std::unique_ptr<TrainingEngine> m_engine;
    LabelledImages m_extraImages; ///< images to train on besides the data set's
    FineTuningResult m_result;
};

} // namespace

Result<void> checkRehearsal(const Model& model, const Dataset& rehearsalData)
{
    const std::vector<std::string>& classes = rehearsalData.classes;
    const bool hasAll = std::all_of(model.classes.begin(), model.classes.end(),
        [&classes](const std::string& name) { return classOf(classes, name).has_value(); });
    if (!hasAll) {
        return failure(ErrorCode::ModelMismatch,
            "While a network is taught it rehearses the classes that it knows, but “"
                + rehearsalData.name + "” has others; open its own data set for it.");
    }
    if (rehearsalData.training.shape() != model.image) {
        return failure(ErrorCode::ModelMismatch,
            "The network reads images of another size than those of “" + rehearsalData.name
                + "”, which it would rehearse; open a data set that it fits.");
    }
    if (rehearsalData.preprocessing != model.preprocessing) {
        return failure(ErrorCode::ModelMismatch,
            "The images of “" + rehearsalData.name
                + "” are arranged otherwise than those that the network was trained on; open its "
                  "own data set for it.");
    }
    if (rehearsalData.training.size() < minImages) {
        return failure(ErrorCode::ModelMismatch,
            "“" + rehearsalData.name
                + "” has too few images to rehearse; train it anew with your drawings among its "
                  "data instead.");
    }
    if (!hasLearntFrom(model, rehearsalData)) {
        return failure(ErrorCode::ModelMismatch,
            "While a network is taught it rehearses what it was trained on, which is not “"
                + rehearsalData.name + "”; open its own data set for it.");
    }
    return {};
}

Result<std::optional<FineTuningResult>> fineTune(const Model& startModel,
    const WeightsSnapshot& currentWeights, const LabelledImages& own, const Dataset& rehearsalData,
    const EngineFactory& makeEngine, const ProgressCallback& progress)
try {
    for (const Result<void>& check :
        {checkRehearsal(startModel, rehearsalData), checkOwn(startModel, own)}) {
        if (!check) {
            return tl::unexpected(check.error());
        }
    }
    const Result<Dataset> named
        = withClasses(startModel.classes, withoutLeftOut(rehearsalData), NameMatch::CaseApart);
    const Result<Dataset> unfiltered
        = named ? inLook(*named, startModel.look) : tl::unexpected(named.error());
    if (!unfiltered) {
        return tl::unexpected(unfiltered.error());
    }
    const Result<Dataset> rehearsed = withFilters(startModel.filters, *unfiltered);
    if (!rehearsed) {
        return tl::unexpected(rehearsed.error());
    }
    const LabelledImages drawings = withFilters(startModel.filters, inLook(own, startModel.look));
    return Lesson(
        startModel, currentWeights, drawings, *rehearsed, *unfiltered, makeEngine, progress)
        .teach();
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::EngineFailed, "There is not enough memory to teach this network.");
}

} // namespace numeral
