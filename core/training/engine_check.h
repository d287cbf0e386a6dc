// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/engine_table.h"
#include "core/model/model.h"

#include <functional>
#include <optional>
#include <string>

namespace numeral {

/// How far two engines are apart that have taken the same steps from the same weights.
struct EngineCheck {
    int steps = 0;
    double gradientDifference = 0; ///< of the first step: the largest, as a share of the largest
    double weightDifference = 0; ///< after all steps, likewise; of the tensor where it is worst
    double lossDifference = 0; ///< the largest in any step, as a share of the loss

    /// Beyond it, rounding is no explanation.
    bool agree() const;
};

/// Trains the model on both engines for some steps of Adam; nothing where `proceed` says to stop.
/// Errors: ModelMismatch, EngineUnavailable, EngineFailed.
Result<std::optional<EngineCheck>> checkEngines(const Model& model, const Dataset& dataset,
    const EngineSource& engines, const std::function<bool(double share)>& proceed);

/// One sentence, in English.
std::string sentenceOf(const EngineCheck& check, const std::string& dataset);

} // namespace numeral
