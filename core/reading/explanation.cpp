// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/explanation.h"

#include <cassert>

namespace numeral {

Explanation explain(
    const Predictor& predictor, const GreyImage& image, std::size_t label, std::uint8_t paper)
{
    const std::size_t pixels = image.pixels.size();
    assert(pixels == predictor.inputs() && label < predictor.outputs());
    constexpr std::size_t steps = 16;
    const auto asInput = [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0F; };
    std::vector<float> whole;
    std::vector<float> path; // an image for each step
    for (const std::uint8_t grey : image.pixels) {
        whole.push_back(asInput(grey));
    }
    for (std::size_t step = 0; step < steps; ++step) {
        const float fraction = (static_cast<float>(step) + 0.5F) / steps;
        for (const float value : whole) {
            path.push_back(asInput(paper) + fraction * (value - asInput(paper)));
        }
    }
    std::vector<float> direction(
        predictor.outputs(), -1.0F / static_cast<float>(predictor.outputs()));
    direction[label] += 1;
    const std::vector<float> gradients = predictor.gradients(path, direction);

    Explanation explanation{predictor.activations(whole), std::vector<float>(pixels)};
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const float way = whole[i % pixels] - asInput(paper);
        explanation.attribution[i % pixels] += gradients[i] * way / steps;
    }
    return explanation;
}

} // namespace numeral
