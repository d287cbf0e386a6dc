// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predictions.h"

#include "core/base/csv_text.h"
#include "core/evaluation/answers.h"
#include "core/platform/whole_file.h"

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

} // namespace numeral::cli
