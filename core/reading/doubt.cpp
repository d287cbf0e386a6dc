// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/doubt.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace numeral {

Doubt doubtOf(const Recognition& recognition, float none)
{
    const float best = recognition.probabilities[recognition.label];
    if (best >= leastProbability) {
        return Doubt::None;
    }
    return none > best ? Doubt::Unlike : Doubt::BetweenTwo;
}

Verdict judged(Recognition recognition, const Calibration& calibration)
{
    Verdict verdict{std::move(recognition), 0, Doubt::None};
    if (calibration.leastLogit) {
        constexpr double tolerance = 0.7; // drawings have somewhat smaller logits than the data
        const double excess
            = static_cast<double>(verdict.recognition.logit) - *calibration.leastLogit + tolerance;
        verdict.none = static_cast<float>(1 - std::exp(std::min(excess, 0.0)));
    }
    std::vector<float>& probabilities = verdict.recognition.probabilities;
    std::for_each(probabilities.begin(), probabilities.end(),
        [&verdict](float& probability) { probability *= 1 - verdict.none; });
    verdict.doubt = doubtOf(verdict.recognition, verdict.none);
    return verdict;
}

double shareSure(const Model& model, const PickedImages& images)
{
    const Classifier classifier(*model.weights);
    std::size_t sure = 0;
    for (const std::uint32_t index : images.indices) {
        GreyImage image(model.image.rows, model.image.columns);
        std::copy_n(
            images.pixels + index * image.pixels.size(), image.pixels.size(), image.pixels.begin());
        sure += judged(classifier.classify(image), model.calibration).doubt == Doubt::None ? 1 : 0;
    }
    return static_cast<double>(sure)
        / static_cast<double>(std::max<std::size_t>(images.indices.size(), 1));
}

bool hasSecond(const Recognition& recognition)
{
    constexpr float least = 0.1F;
    const std::size_t second = secondLabel(recognition);
    return second != recognition.label && recognition.probabilities[second] >= least;
}

std::size_t secondLabel(const Recognition& recognition)
{
    const std::vector<float>& probabilities = recognition.probabilities;
    std::size_t second = recognition.label;
    for (std::size_t label = 0; label < probabilities.size(); ++label) {
        const bool isFirst = label == recognition.label;
        if (!isFirst
            && (second == recognition.label || probabilities[label] > probabilities[second])) {
            second = label;
        }
    }
    return second;
}

} // namespace numeral
