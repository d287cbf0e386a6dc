// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
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

/// `data` is a catalogue id or a folder.
Result<ModelOnData> openModelOnData(
    const std::optional<std::filesystem::path>& file, const std::string& data);

} // namespace numeral::cli
