// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predictions.h"

#include "core/base/csv_text.h"
#include "core/model/predictor.h"
#include "core/platform/whole_file.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace numeral::cli {

namespace {

/// The model's answer for each image, as an index into its classes.
std::vector<std::size_t> answersFor(const Model& model, const LabelledImages& images)
{
    constexpr std::size_t atOnce = 1000; // images
    const Predictor predictor(*model.weights);
    const std::size_t classes = predictor.outputs();
    std::vector<std::size_t> answers;
    answers.reserve(images.size());
    for (std::size_t first = 0; first < images.size(); first += atOnce) {
        std::vector<std::uint32_t> indices(std::min(atOnce, images.size() - first));
        std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
        const std::vector<float> logits
            = predictor.logits({images.pixels().data(), images.labels().data(), indices});
        for (auto row = logits.begin(); row != logits.end();) {
            const auto end = row + static_cast<std::ptrdiff_t>(classes);
            answers.push_back(static_cast<std::size_t>(std::max_element(row, end) - row));
            row = end;
        }
    }
    return answers;
}

} // namespace

Result<void> checkHasUnlabelled(const Dataset& dataset)
{
    return dataset.unlabelled.size() > 0
        ? Result<void>()
        : failure(ErrorCode::DataMissing,
            "“" + dataset.name
                + "” has no images without labels to predict: Kaggle's competitions have them in "
                  "test.csv beside train.csv.");
}

Result<void> writePredictions(
    const Model& model, const Dataset& dataset, const std::filesystem::path& file)
{
    if (Result<void> checked = checkHasUnlabelled(dataset); !checked) {
        return checked;
    }
    std::string table = "ImageId,Label\n";
    std::size_t number = 0;
    for (const std::size_t answer : answersFor(model, dataset.unlabelled)) {
        table += csvLine({std::to_string(++number), model.classes[answer]});
    }
    return platform::writeWholeFile(file, table);
}

} // namespace numeral::cli
