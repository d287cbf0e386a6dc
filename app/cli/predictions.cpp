// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predictions.h"

#include "core/base/csv_text.h"
#include "core/evaluation/answers.h"
#include "core/evaluation/predictions.h"
#include "core/platform/whole_file.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

namespace numeral::cli {

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
    for (const Label answer : answersFor(model, dataset.unlabelled)) {
        table += csvLine({std::to_string(++number), model.classes[answer]});
    }
    return platform::writeWholeFile(file, table);
}

Result<void> writeMistakes(
    const Model& model, const Dataset& dataset, const std::filesystem::path& file)
{
    std::vector<Prediction> predictions = *predictionsFor(model, dataset.test, [] { return true; });
    std::set<std::uint32_t> suspects;
    for (const Prediction& suspect : suspectLabels(model.classes.size(), predictions)) {
        suspects.insert(suspect.image);
    }
    std::erase_if(predictions, &Prediction::isRight);
    std::ranges::stable_sort(predictions, std::greater(), &Prediction::confidence);
    const std::vector<std::uint32_t>& numbers = dataset.numbers.test;
    std::string table = csvLine({"image", "truth", "answer", "probability", "suspect"});
    for (const Prediction& mistake : predictions) {
        char probability[16];
        std::snprintf(
            probability, sizeof probability, "%.6f", static_cast<double>(mistake.confidence));
        const std::uint32_t number = numbers.empty() ? mistake.image : numbers[mistake.image];
        table += csvLine({std::to_string(number + 1), model.classes[mistake.truth],
            model.classes[mistake.answer], probability,
            suspects.contains(mistake.image) ? "yes" : "no"});
    }
    return platform::writeWholeFile(file, table);
}

} // namespace numeral::cli
