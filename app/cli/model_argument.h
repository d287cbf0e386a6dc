// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/catalogue.h"
#include "core/engine/training_engine.h"

#include <filesystem>
#include <optional>

namespace numeral::cli {

/// Reads a model file or, without one, the built-in weights.
Result<Model> openModel(const std::optional<std::filesystem::path>& file);

/// A model, with the data set and the engine to run it on.
struct ModelOnData {
    Model model;
    Dataset dataset;
    EngineFactory engine;
};

/// Opens a model, and a data set as the model's network sees it.
Result<ModelOnData> openModelOnData(const std::optional<std::filesystem::path>& file,
    DataRequest data, bool json, bool mayBeUnlabelled = false);

} // namespace numeral::cli
