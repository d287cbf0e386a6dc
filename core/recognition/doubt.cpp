// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/doubt.h"

#include <algorithm>

namespace numeral {

Doubt doubtOf(const Recognition& recognition, const Calibration& calibration)
{
    if (calibration.leastLogit
        && static_cast<double>(recognition.logit) < *calibration.leastLogit) {
        return Doubt::Unlike;
    }
    return recognition.probabilities[recognition.label] < leastProbability ? Doubt::BetweenTwo
                                                                           : Doubt::None;
}

double shareSure(const Model& model, const PickedImages& images)
{
    const Classifier classifier(*model.weights);
    std::size_t sure = 0;
    for (const std::uint32_t index : images.indices) {
        GreyImage image(model.image.rows, model.image.columns);
        std::copy_n(
            images.pixels + index * image.pixels.size(), image.pixels.size(), image.pixels.begin());
        sure += doubtOf(classifier.classify(image), model.calibration) == Doubt::None ? 1 : 0;
    }
    return static_cast<double>(sure)
        / static_cast<double>(std::max<std::size_t>(images.indices.size(), 1));
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
