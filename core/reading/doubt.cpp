// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/doubt.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace numeral {

Doubt doubtOf(const Recognition& recognition, float none)
{
    const float best = recognition.probabilities[recognition.label];
    if (best >= minProbability) {
        return Doubt::None;
    }
    return none > best ? Doubt::OutOfDistribution : Doubt::BetweenTwo;
}

Verdict judged(Recognition recognition, const Calibration& calibration)
{
    Verdict verdict{std::move(recognition), 0, Doubt::None};
    if (calibration.minLogit) {
        constexpr double tolerance = 0.7; // drawings have somewhat smaller logits than the data
        const double excess
            = static_cast<double>(verdict.recognition.logit) - *calibration.minLogit + tolerance;
        verdict.none = static_cast<float>(1 - std::exp(std::min(excess, 0.0)));
    }
    std::vector<float>& probabilities = verdict.recognition.probabilities;
    std::for_each(probabilities.begin(), probabilities.end(),
        [&verdict](float& probability) { probability *= 1 - verdict.none; });
    verdict.doubt = doubtOf(verdict.recognition, verdict.none);
    return verdict;
}

double confidentFraction(const Model& model, const PickedImages& images)
{
    const Classifier classifier(*model.weights);
    std::size_t confident = 0;
    for (const std::uint32_t index : images.indices) {
        GreyImage image(model.image.rows, model.image.columns);
        std::copy_n(
            images.pixels + index * image.pixels.size(), image.pixels.size(), image.pixels.begin());
        confident
            += judged(classifier.classify(image), model.calibration).doubt == Doubt::None ? 1 : 0;
    }
    return static_cast<double>(confident)
        / static_cast<double>(std::max<std::size_t>(images.indices.size(), 1));
}

bool hasRunnerUp(const Recognition& recognition)
{
    constexpr float minRunnerUpProbability = 0.1F;
    const std::size_t runnerUp = runnerUpLabel(recognition);
    return runnerUp != recognition.label
        && recognition.probabilities[runnerUp] >= minRunnerUpProbability;
}

std::size_t runnerUpLabel(const Recognition& recognition)
{
    const std::vector<float>& probabilities = recognition.probabilities;
    std::size_t runnerUp = recognition.label;
    for (std::size_t label = 0; label < probabilities.size(); ++label) {
        const bool isFirst = label == recognition.label;
        if (!isFirst
            && (runnerUp == recognition.label || probabilities[label] > probabilities[runnerUp])) {
            runnerUp = label;
        }
    }
    return runnerUp;
}

} // namespace numeral
