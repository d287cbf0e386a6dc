// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate_finder.h"

#include "core/base/number_text.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"
#include "core/training/image_passes.h"
#include "core/training/run_setup.h"
#include "core/training/training_batches.h"
#include "core/training/training_selection.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <new>

namespace numeral {

namespace {

constexpr int steps = 200;
constexpr double smoothing = 0.9; // of one step's loss
constexpr double tooMuch = 4; // times the least loss

/// The rate at the steepest descent of the loss over the rate's logarithm, before its minimum. The
/// slope is that of a straight line through some steps around.
double steepest(const LearningRateSearch& search)
{
    constexpr std::size_t around = 8;
    const auto least
        = static_cast<std::size_t>(std::ranges::min_element(search.losses) - search.losses.begin());
    std::size_t best = least;
    double slope = 0;
    for (std::size_t i = around; i + around < search.losses.size() && i <= least; ++i) {
        double sum = 0;
        for (std::size_t k = 1; k <= around; ++k) {
            sum += static_cast<double>(k) * (search.losses[i + k] - search.losses[i - k]);
        }
        if (sum < slope) {
            slope = sum;
            best = i;
        }
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.1e", search.rates[best]); // two digits
    return parseReal(text).value_or(search.rates[best]);
}

} // namespace

Result<std::optional<LearningRateSearch>> searchLearningRate(const TrainingConfig& config,
    const Dataset& dataset, const EngineFactory& makeEngine,
    const std::function<bool()>& shouldContinue)
try {
    const Result<Dataset> used = withUsedClasses(config, dataset);
    const Result<Dataset> seen
        = used ? withFilters(config.filters, *used) : tl::unexpected(used.error());
    Result<RunSetup> setup
        = seen ? prepareRun(config, *seen, std::nullopt) : tl::unexpected(seen.error());
    if (!setup) {
        return tl::unexpected(setup.error());
    }
    if (config.inputCentring
        && usesSetting(config.kind, TrainingConfig::inputCentringSetting.text.key)) {
        setup->engine.inputMeans
            = meanPixels(seen->training, notLeftOut(*seen, setup->split.training));
    }
    const auto engine = makeEngine(*setup->initialWeights, setup->engine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    const LabelledImages none;
    const LabelledImages taught = withLabelNoise(config, *seen, setup->split.training);
    TrainingBatches batches(config, taught, std::move(setup->split.training), none,
        setup->augmentingThreads, {}, seen->leftOut);
    const auto& range = TrainingConfig::learningRateSetting;
    LearningRateSearch search;
    double average = 0;
    double weight = 0; // of the values in it, so that the first don't count too little
    int epoch = 0;
    for (int step = 0; step < steps; ++step) {
        if (!shouldContinue()) {
            return std::nullopt;
        }
        if (!batches.hasNext()) {
            batches.startEpoch(++epoch);
        }
        const double rate
            = range.minimum * std::pow(range.maximum / range.minimum, step / (steps - 1.0));
        (*engine)->setLearningRate(rate);
        const auto sums = (*engine)->train(batches.next());
        if (!sums) {
            return tl::unexpected(sums.error());
        }
        const double loss = toScore(*sums).loss;
        average = smoothing * average + (1 - smoothing) * loss;
        weight = smoothing * weight + (1 - smoothing);
        const double smooth = average / weight;
        if (!std::isfinite(smooth)
            || (!search.losses.empty()
                && smooth > tooMuch * *std::ranges::min_element(search.losses))) {
            break;
        }
        search.rates.push_back(rate);
        search.losses.push_back(smooth);
    }
    search.suggestion = steepest(search);
    return search;
} catch (const std::bad_alloc&) {
    return failure(
        ErrorCode::EngineFailed, "There is not enough memory for this network and these images.");
}

} // namespace numeral
