// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/new_classes.h"

#include "core/base/json_text.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"
#include "core/model/transfer.h"
#include "core/reading/calibration.h"
#include "core/training/drawing_copies.h"
#include "core/training/image_passes.h"
#include "core/training/learning_rate.h"
#include "core/training/run_setup.h"
#include "core/training/training_batches.h"

#include <algorithm>
#include <map>
#include <new>

namespace numeral {

namespace {

constexpr std::uint64_t seed = 1;
constexpr std::size_t copiedImages = 6'000;
constexpr std::size_t mostCopies = 300; // of each drawing
constexpr std::size_t heldOutImages = 400; // copies of held-out drawings, to compare and calibrate
constexpr std::size_t rehearsedImages = 12'000;
constexpr double scribbleShare = 0.15; // per image

/// The settings of a new network, and of how it is taught.
TrainingConfig lessonConfig()
{
    TrainingConfig config;
    config.hiddenLayers = {128};
    config.epochs = 6;
    config.patience = 0;
    config.learningRate = 2e-3;
    config.schedule = Schedule::OneCycle;
    config.validationShare = 0;
    return config;
}

std::map<std::string, std::size_t> countsOf(const NewClasses& wanted)
{
    std::map<std::string, std::size_t> counts;
    for (const InkRecord& drawing : wanted.drawings) {
        if (drawing.label) {
            if (const auto label = classOf(wanted.names, *drawing.label)) {
                ++counts[wanted.names[*label]];
            }
        }
    }
    return counts;
}

bool isKnown(const NewClasses& wanted, const std::string& name)
{
    return wanted.known && classOf(wanted.known->classes, name).has_value();
}

/// Drawings to learn from, and every fourth of each class to measure how well they are read.
struct Parts {
    std::vector<InkRecord> learnt;
    std::vector<InkRecord> heldOut;
};

Parts partsOf(const NewClasses& wanted)
{
    Parts parts;
    std::map<std::string, std::size_t> seen;
    for (const InkRecord& drawing : wanted.drawings) {
        const auto label = drawing.label ? classOf(wanted.names, *drawing.label) : std::nullopt;
        if (label) {
            const bool isHeldOut = seen[wanted.names[*label]]++ % 4 == 3;
            (isHeldOut ? parts.heldOut : parts.learnt).push_back(drawing);
        }
    }
    return parts;
}

/// Which outputs of the network are those of the classes.
std::vector<std::optional<std::size_t>> keptOutputs(
    const Model& start, const std::vector<std::string>& names)
{
    std::vector<std::optional<std::size_t>> kept;
    kept.reserve(names.size());
    for (const std::string& name : names) {
        kept.push_back(classOf(start.classes, name));
    }
    return kept;
}

bool readsDrawings(const Model& model)
{
    return model.weights && model.image == ImageShape()
        && model.preprocessing == Preprocessing::Mnist;
}

LabelledImages seenBy(const Model& model, const LabelledImages& plain)
{
    return withFilters(model.filters, inLook(plain, model.look));
}

/// A network to begin with; its look and filters say how images are prepared for it.
struct Beginning {
    Model model;
    bool keepsFeatures = false;
};

/// What became of one.
struct Outcome {
    WeightsSnapshot weights;
    Score heldOut; ///< of copies of held-out drawings
};

class ClassLesson {
public:
    ClassLesson(
        const NewClasses& wanted, const EngineSource& engines, const ProgressCallback& progress)
        : m_wanted(wanted)
        , m_engines(engines)
        , m_progress(progress)
        , m_config(lessonConfig())
        , m_parts(partsOf(wanted))
    {
    }

    Result<std::optional<NewClassesResult>> learn(const std::vector<Beginning>& beginnings)
    {
        if (const Result<void> prepared = prepareKnown(); !prepared) {
            return tl::unexpected(prepared.error());
        }
        const LabelledImages some = imagesOf(m_parts.learnt);
        const std::size_t copies
            = heldOutImages / std::max<std::size_t>(m_parts.heldOut.size(), 1) + 1;
        const LabelledImages unseen
            = redrawnCopies(m_parts.heldOut, m_wanted.names, copies, seed + 1);
        m_runs = static_cast<double>(beginnings.size()) + 1;
        const Beginning* best = nullptr;
        Outcome bestOutcome;
        for (const Beginning& beginning : beginnings) {
            const auto outcome = taught(beginning.model, some, unseen);
            if (!outcome || !*outcome) {
                return outcome ? Result<std::optional<NewClassesResult>>()
                               : tl::unexpected(outcome.error());
            }
            if (best == nullptr || (*outcome)->heldOut.loss < bestOutcome.heldOut.loss) {
                best = &beginning;
                bestOutcome = **outcome;
            }
        }
        std::vector<InkRecord> all = m_parts.learnt;
        all.insert(all.end(), m_parts.heldOut.begin(), m_parts.heldOut.end());
        const auto final = taught(best->model, imagesOf(all), unseen);
        if (!final || !*final) {
            return final ? Result<std::optional<NewClassesResult>>()
                         : tl::unexpected(final.error());
        }
        return finished(*best, bestOutcome, (*final)->weights, unseen);
    }

private:
    /// Takes some of the known data's training images of these classes, and its test images.
    Result<void> prepareKnown()
    {
        if (!m_wanted.known) {
            return {};
        }
        const Result<Dataset> named
            = withClasses(m_wanted.names, withoutLeftOut(*m_wanted.known), NameMatch::CaseApart);
        const Result<Dataset> plain = named ? inLook(*named, {}) : tl::unexpected(named.error());
        if (!plain) {
            return tl::unexpected(plain.error());
        }
        const LabelledImages& training = plain->training;
        const std::size_t step = std::max<std::size_t>(training.size() / rehearsedImages, 1);
        std::vector<std::uint8_t> pixels;
        std::vector<Label> labels;
        for (std::size_t i = 0; i < training.size(); i += step) {
            const auto image = training.image(i);
            pixels.insert(pixels.end(), image.begin(), image.end());
            labels.push_back(training.labels()[i]);
        }
        m_rehearsed = {training.shape(), std::move(pixels), std::move(labels)};
        m_knownTest = plain->test;
        return checkIntact(*plain);
    }

    /// As many copies of each class's drawings as there are images of a known class, and scribbles.
    LabelledImages imagesOf(const std::vector<InkRecord>& drawings) const
    {
        const std::size_t copies = std::clamp<std::size_t>(
            copiedImages / std::max<std::size_t>(drawings.size(), 1), 1, mostCopies);
        LabelledImages images = redrawnCopies(drawings, m_wanted.names, copies, seed);
        if (m_rehearsed.size() > 0) {
            images = together(m_rehearsed, images);
        }
        const auto count
            = static_cast<std::size_t>(scribbleShare * static_cast<double>(images.size()));
        return together(images, scribbles(count, seed));
    }

    Result<std::optional<Outcome>> taught(
        const Model& beginning, const LabelledImages& plain, const LabelledImages& plainUnseen)
    {
        const LabelledImages images = seenBy(beginning, plain);
        const Indices all = allIndices(images.size());
        EngineOptions options;
        options.optimizer.learningRate = m_config.learningRate;
        options.threads = recommendedThreads(
            beginning.weights->architecture(), static_cast<std::size_t>(m_config.batchSize));
        options.inputMeans = meanPixels(images, all);
        options.seed = seed;
        const auto factory = engineForNetwork(beginning.weights->architecture(), m_engines);
        if (!factory) {
            return tl::unexpected(factory.error());
        }
        const auto engine = (*factory)(*beginning.weights, options);
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        const LabelledImages none;
        TrainingBatches batches(m_config, images, all, none, usableCores());
        const std::size_t steps = static_cast<std::size_t>(m_config.epochs) * batches.batches();
        std::size_t step = 0;
        for (int epoch = 1; epoch <= m_config.epochs; ++epoch) {
            batches.startEpoch(epoch);
            while (batches.hasNext()) {
                const double done = static_cast<double>(step) / static_cast<double>(steps);
                if (!m_progress((m_done + done) / m_runs)) {
                    return std::nullopt;
                }
                (*engine)->setLearningRate(learningRateAt(m_config, step++, steps));
                if (const auto trained = (*engine)->train(batches.next()); !trained) {
                    return tl::unexpected(trained.error());
                }
            }
        }
        ++m_done;
        const auto weights = (*engine)->weights();
        if (!weights) {
            return tl::unexpected(weights.error());
        }
        const auto heldOut = scored(**engine, seenBy(beginning, plainUnseen));
        return heldOut ? std::optional(Outcome{*weights, *heldOut})
                       : Result<std::optional<Outcome>>(tl::unexpected(heldOut.error()));
    }

    static Result<Score> scored(TrainingEngine& engine, const LabelledImages& images)
    {
        const auto score
            = scoreImages(engine, images, allIndices(images.size()), [] { return true; });
        return score ? Result<Score>(score->value_or(Score())) : tl::unexpected(score.error());
    }

    Result<Score> scored(
        const Model& model, const WeightsSnapshot& weights, const LabelledImages& plain) const
    {
        const auto factory = engineForNetwork(weights->architecture(), m_engines);
        if (!factory) {
            return tl::unexpected(factory.error());
        }
        const auto engine = (*factory)(*weights, EngineOptions());
        return engine ? scored(**engine, seenBy(model, plain)) : tl::unexpected(engine.error());
    }

    /// Calibrated by the network that had not learnt from the held-out drawings.
    Result<std::optional<NewClassesResult>> finished(const Beginning& beginning,
        const Outcome& unseen, const WeightsSnapshot& weights, const LabelledImages& plainUnseen)
    {
        NewClassesResult result;
        result.keepsFeatures = beginning.keepsFeatures;
        result.model = beginning.model;
        result.model.classes = m_wanted.names;
        result.model.kind = kindOf(m_wanted.names);
        const LabelledImages images = seenBy(beginning.model, plainUnseen);
        const Indices all = allIndices(images.size());
        result.model.calibration
            = calibrate(*unseen.weights, {images.pixels().data(), images.labels().data(), all});
        result.model.weights = temperatureScaled(weights, result.model.calibration.temperature);
        const Result<Score> heldOut = scored(beginning.model, unseen.weights,
            preparedDrawings(m_parts.heldOut, ImageShape(), Preprocessing::Mnist, m_wanted.names));
        if (!heldOut) {
            return tl::unexpected(heldOut.error());
        }
        result.heldOut = *heldOut;
        if (m_knownTest.size() > 0) {
            const Result<Score> known = scored(beginning.model, weights, m_knownTest);
            if (!known) {
                return tl::unexpected(known.error());
            }
            result.known = *known;
        }
        result.model.provenance = {};
        result.model.provenance.data = jsonText(nlohmann::ordered_json{
            {"name", m_wanted.known ? m_wanted.known->name + " and my drawings" : "My drawings"}});
        result.model.provenance.result = jsonText(nlohmann::ordered_json{
            {"reason", "new_classes"},
            {"drawings", m_parts.learnt.size() + m_parts.heldOut.size()},
            {"held_out", result.heldOut.images},
            {"held_out_accuracy", result.heldOut.accuracy},
            {"keeps_features", result.keepsFeatures},
        });
        return result;
    }

    const NewClasses& m_wanted;
    const EngineSource& m_engines;
    const ProgressCallback& m_progress;
    const TrainingConfig m_config;
    const Parts m_parts;
    LabelledImages m_rehearsed; ///< plain
    LabelledImages m_knownTest; ///< plain
    double m_runs = 1;
    double m_done = 0; ///< of these
};

Model withNetwork(Model model, WeightsSnapshot weights)
{
    model.weights = std::move(weights);
    return model;
}

} // namespace

Result<void> checkClasses(const NewClasses& wanted)
{
    const auto refused
        = [](const std::string& sentence) { return failure(ErrorCode::InvalidSetting, sentence); };
    if (wanted.names.size() < 2) {
        return refused("A network needs at least two classes to tell apart.");
    }
    if (wanted.names.size() > maximumClasses) {
        return refused("A network can tell at most " + std::to_string(maximumClasses)
            + " classes apart; these are " + std::to_string(wanted.names.size()) + ".");
    }
    const auto counts = countsOf(wanted);
    for (const std::string& name : wanted.names) {
        const auto count = counts.find(name);
        const std::size_t drawn = count != counts.end() ? count->second : 0;
        if (drawn < fewestDrawings && !isKnown(wanted, name)) {
            return refused("“" + name + "” has been drawn " + std::to_string(drawn)
                + " times; at least " + std::to_string(fewestDrawings) + " are needed, and "
                + std::to_string(enoughDrawings) + " are better.");
        }
    }
    return {};
}

Result<std::optional<NewClassesResult>> learnClasses(const NewClasses& wanted, const Model& start,
    const EngineSource& engines, const ProgressCallback& progress)
try {
    if (const Result<void> checked = checkClasses(wanted); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto kept = keptOutputs(start, wanted.names);
    const bool isExtended = wanted.known != nullptr
        || std::count_if(
               kept.begin(), kept.end(), [](const auto& output) { return output.has_value(); })
            == std::ssize(start.classes);
    std::vector<Beginning> beginnings;
    if (readsDrawings(start)) {
        beginnings.push_back({withNetwork(start, withOutputs(*start.weights, kept, seed)), true});
    } else if (isExtended) {
        return failure(ErrorCode::ModelMismatch,
            "Classes can be added to networks that read drawings of 28×28 pixels, prepared as "
            "MNIST's; this one reads other images.");
    }
    if (!isExtended) {
        const Architecture network = lessonConfig().network(ImageShape(), wanted.names.size());
        beginnings.push_back(
            {withNetwork(Model(), initialWeights(network, ImageShape(), seed)), false});
    }
    return ClassLesson(wanted, engines, progress).learn(beginnings);
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::EngineFailed, "There is not enough memory to learn these classes.");
}

} // namespace numeral
