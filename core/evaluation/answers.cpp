// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/answers.h"

#include "core/model/predictor.h"

#include <algorithm>
#include <numeric>

namespace numeral {

std::vector<Label> answersFor(const Model& model, const LabelledImages& images)
{
    constexpr std::size_t atOnce = 1000; // images
    const Predictor predictor(*model.weights);
    const std::size_t classes = predictor.outputs();
    std::vector<Label> answers;
    answers.reserve(images.size());
    for (std::size_t first = 0; first < images.size(); first += atOnce) {
        std::vector<std::uint32_t> indices(std::min(atOnce, images.size() - first));
        std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
        const std::vector<float> logits
            = predictor.logits({images.pixels().data(), images.labels().data(), indices});
        for (auto row = logits.begin(); row != logits.end();) {
            const auto end = row + static_cast<std::ptrdiff_t>(classes);
            answers.push_back(static_cast<Label>(std::max_element(row, end) - row));
            row = end;
        }
    }
    return answers;
}

} // namespace numeral
