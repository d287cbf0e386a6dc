// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/explanation.h"

#include <cassert>

namespace numeral {

namespace {

float asInput(std::uint8_t grey)
{
    return static_cast<float>(grey) / 255.0F;
}

std::vector<float> inputOf(const GreyImage& image)
{
    std::vector<float> input;
    for (const std::uint8_t grey : image.pixels) {
        input.push_back(asInput(grey));
    }
    return input;
}

} // namespace

std::vector<std::vector<float>> activationsOf(const Predictor& predictor, const GreyImage& image)
{
    return predictor.activations(inputOf(image));
}

std::vector<float> attributionOf(
    const Predictor& predictor, const GreyImage& image, std::size_t label, std::uint8_t paper)
{
    assert(label < predictor.outputs());
    constexpr std::size_t steps = 16;
    const float blank = asInput(paper);
    const std::vector<float> whole = inputOf(image);
    std::vector<float> path; // an image for each step
    for (std::size_t step = 0; step < steps; ++step) {
        const float fraction = (static_cast<float>(step) + 0.5F) / steps;
        for (const float value : whole) {
            path.push_back(blank + fraction * (value - blank));
        }
    }
    std::vector<float> direction(
        predictor.outputs(), -1.0F / static_cast<float>(predictor.outputs()));
    direction[label] += 1;
    const std::vector<float> gradients = predictor.gradients(path, direction);

    std::vector<float> attribution(whole.size());
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const std::size_t pixel = i % whole.size();
        attribution[pixel] += gradients[i] * (whole[pixel] - blank) / steps;
    }
    return attribution;
}

} // namespace numeral
