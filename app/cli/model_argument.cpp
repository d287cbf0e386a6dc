// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_argument.h"

#include "app/bundled_model.h"
#include "app/cli/data_argument.h"
#include "core/data/seen_dataset.h"
#include "core/engine/engine_table.h"
#include "core/exchange/formats.h"

#include <cstdio>

namespace numeral::cli {

Result<Model> openModel(const std::optional<std::filesystem::path>& file)
{
    // A file of that name comes first.
    std::error_code error;
    const bool areLetters
        = file && *file == "letters" && !std::filesystem::is_regular_file(*file, error);
    return areLetters ? bundledModel(Bundled::Letters) : file ? readModel(*file) : bundledModel();
}

Result<ModelOnData> openModelOnData(const std::optional<std::filesystem::path>& file,
    DataRequest data, bool json, bool mayBeUnlabelled)
{
    const Result<Model> model = openModel(file);
    if (!model) {
        return tl::unexpected(model.error());
    }
    data.provenance = model->provenance.data;
    const Result<Dataset> dataset = openData(data, json, mayBeUnlabelled);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    Result<Dataset> seen = datasetFor(*model, *dataset);
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    for (std::size_t i = dataset->remarks.size(); !json && i < seen->remarks.size(); ++i) {
        std::printf("%s\n", seen->remarks[i].c_str());
    }
    const Result<EngineFactory> engine = engineForNetwork(model->weights->architecture());
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    return ModelOnData{*model, std::move(*seen), *engine};
}

} // namespace numeral::cli
