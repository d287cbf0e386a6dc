// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_argument.h"

#include "app/bundled_model.h"
#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/exchange/formats.h"

namespace numeral::cli {

Result<Model> openModel(const std::optional<std::filesystem::path>& file)
{
    return file ? readModel(*file) : bundledModel();
}

Result<ModelOnData> openModelOnData(
    const std::optional<std::filesystem::path>& file, const std::string& data)
{
    const Result<Model> model = openModel(file);
    if (!model) {
        return tl::unexpected(model.error());
    }
    const Result<Dataset> dataset = loadDataset(data);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const Result<EngineFactory> engine = findEngine("native")->load();
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    return ModelOnData{*model, *dataset, *engine};
}

} // namespace numeral::cli
