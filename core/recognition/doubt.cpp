// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/doubt.h"

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
