// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/engine_check.h"

#include "core/data/seen_dataset.h"
#include "core/data/split.h"
#include "core/training/image_passes.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <vector>

namespace numeral {

namespace {

constexpr int steps = 100;
constexpr std::size_t batchSize = 100;

using Engine = std::unique_ptr<TrainingEngine>;

/// The larger of two differences; what is not a number is larger than any, so that it is never
/// lost.
double larger(double a, double b)
{
    return a >= b ? a : std::isnan(b) ? std::numeric_limits<double>::infinity() : b;
}

/// Largest difference within a tensor, relative to the largest value in it, both measured from
/// `base`; that of the worst tensor.
double differenceOf(const Weights& a, const Weights& b, const Weights& base)
{
    double worst = 0;
    const auto compare = [&](std::size_t first, std::size_t last) {
        double largest = 0;
        double difference = 0;
        for (std::size_t i = first; i < last; ++i) {
            const auto start = static_cast<double>(base.values()[i]);
            const double one = static_cast<double>(a.values()[i]) - start;
            const double other = static_cast<double>(b.values()[i]) - start;
            largest = larger(largest, std::abs(other));
            difference = larger(difference, std::abs(one - other));
        }
        worst = larger(worst, largest > 0 ? difference / largest : difference);
    };
    for (const LayerShape& layer : a.layers()) {
        compare(layer.weightOffset, layer.biasOffset);
        compare(layer.biasOffset, layer.biasOffset + layer.outputs);
    }
    return worst;
}

/// Creates both engines, the native one first.
Result<std::vector<Engine>> makeEngines(
    const Weights& start, const EngineOptions& options, const EngineSource& source)
{
    if (start.architecture().perceptron() == nullptr) {
        return failure(ErrorCode::InvalidSetting,
            "There is nothing to compare: LibTorch alone trains convolutional networks.");
    }
    std::vector<Engine> engines;
    for (const char* id : {"native", "torch"}) {
        const Result<EngineFactory> factory = source(*findEngine(id));
        if (!factory) {
            return tl::unexpected(factory.error());
        }
        Result<Engine> engine = (*factory)(start, options);
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        engines.push_back(std::move(*engine));
    }
    return engines;
}

Result<std::vector<WeightsSnapshot>> weightsOf(const std::vector<Engine>& engines)
{
    std::vector<WeightsSnapshot> weights;
    for (const Engine& engine : engines) {
        const Result<WeightsSnapshot> each = engine->weights();
        if (!each) {
            return tl::unexpected(each.error());
        }
        weights.push_back(*each);
    }
    return weights;
}

/// "at most 0.012%", or "less than 0.001%" for negligible shares.
std::string percent(double fraction)
{
    constexpr double minShown = 0.001;
    if (!std::isfinite(fraction)) {
        return "more than any number";
    }
    char text[32];
    std::snprintf(text, sizeof text,
        100 * fraction < minShown ? "less than 0.001%%" : "at most %.3f%%", 100 * fraction);
    return text;
}

} // namespace

bool EngineCheck::agree() const
{
    constexpr double ofGradient = 1e-4;
    constexpr double ofWeights = 0.01;
    constexpr double ofLoss = 0.01;
    return gradientDifference <= ofGradient && weightDifference <= ofWeights
        && lossDifference <= ofLoss;
}

Result<std::optional<EngineCheck>> checkEngines(const Model& model, const Dataset& dataset,
    const EngineSource& engines, const std::function<bool(double fraction)>& proceed)
{
    const Result<Dataset> seen = datasetFor(model, dataset);
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    const LabelledImages& images = seen->training;
    const Indices order = splitImages(images.size(), 0, 1).training;
    EngineCheck check;

    // With a huge ε, a step of Adam is a multiple of the gradient.
    EngineOptions options;
    options.optimizer.epsilon = 0x1p30;
    options.optimizer.learningRate = 0x1p40;
    auto made = makeEngines(*model.weights, options, engines);
    if (!made) {
        return tl::unexpected(made.error());
    }
    for (const Engine& engine : *made) {
        if (const auto sums = engine->train(makeBatch(images, order, 0, batchSize)); !sums) {
            return tl::unexpected(sums.error());
        }
    }
    const auto afterOne = weightsOf(*made);
    if (!afterOne) {
        return tl::unexpected(afterOne.error());
    }
    check.gradientDifference = differenceOf(*afterOne->at(0), *afterOne->at(1), *model.weights);

    made = makeEngines(*model.weights, {}, engines);
    if (!made) {
        return tl::unexpected(made.error());
    }
    for (std::size_t first = 0; check.steps < steps && first < order.size(); first += batchSize) {
        double losses[2] = {};
        for (std::size_t i = 0; i < made->size(); ++i) {
            const auto sums = (*made)[i]->train(makeBatch(images, order, first, batchSize));
            if (!sums) {
                return tl::unexpected(sums.error());
            }
            losses[i] = sums->loss;
        }
        // A batch that is surely right has hardly any loss, relative to which every difference is
        // large.
        const double scale = std::max(losses[1], 0.01 * static_cast<double>(batchSize));
        check.lossDifference
            = larger(check.lossDifference, std::abs(losses[0] - losses[1]) / scale);
        ++check.steps;
        if (!proceed(static_cast<double>(check.steps) / steps)) {
            return std::nullopt;
        }
    }
    const auto weights = weightsOf(*made);
    if (!weights) {
        return tl::unexpected(weights.error());
    }
    const Weights zero(
        model.weights->architecture(), std::vector<float>(model.weights->values().size()));
    check.weightDifference = differenceOf(*weights->at(0), *weights->at(1), zero);
    return check;
}

std::string sentenceOf(const EngineCheck& check, const std::string& dataset)
{
    return std::string(check.agree() ? "The native engine and LibTorch agree"
                                     : "The native engine and LibTorch do not agree")
        + ": gradients differ by " + percent(check.gradientDifference) + ", and after "
        + std::to_string(check.steps) + " steps on " + dataset + " weights by "
        + percent(check.weightDifference) + " and losses by " + percent(check.lossDifference) + ".";
}

} // namespace numeral
